package org.lakeome.trino.tables;

import io.trino.plugin.iceberg.IcebergConnectorFactory;
import io.trino.plugin.iceberg.IcebergPlugin;
import io.trino.spi.Plugin;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import io.trino.spi.connector.ConnectorMetadata;
import io.trino.spi.connector.ConnectorSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trino's Iceberg connector, under its own name and with its own settings; what {@link StoreMetadata} says goes first. */
public final class LakeomeTables implements Plugin {

    @Override
    public Iterable<ConnectorFactory> getConnectorFactories() {
        return List.of(new Factory());
    }

    @Override
    public Set<Class<?>> getFunctions() {
        return new IcebergPlugin().getFunctions();
    }

    private static final class Factory implements ConnectorFactory {

        private final ConnectorFactory iceberg = new IcebergConnectorFactory();

        @Override
        public String getName() {
            return iceberg.getName();
        }

        @Override
        public Connector create(String catalogName, Map<String, String> config, ConnectorContext context) {
            return withStores(catalogName, iceberg.create(catalogName, config, context));
        }
    }

    /** A proxy, so that nothing of a later Trino's connector is passed over for want of a method here. */
    private static Connector withStores(String catalog, Connector iceberg) {
        ClassLoader loader = LakeomeTables.class.getClassLoader();
        return (Connector)
                Proxy.newProxyInstance(loader, new Class<?>[] {Connector.class}, (proxy, method, arguments) -> {
                    Object answer = call(iceberg, method, arguments);
                    return answer instanceof ConnectorMetadata metadata && arguments[0] instanceof ConnectorSession
                            ? new StoreMetadata(metadata, loader, catalog)
                            : answer;
                });
    }

    private static Object call(Connector iceberg, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(iceberg, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
