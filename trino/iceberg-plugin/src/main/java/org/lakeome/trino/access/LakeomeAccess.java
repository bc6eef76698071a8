package org.lakeome.trino.access;

import io.trino.plugin.base.security.ReadOnlySystemAccessControl;
import io.trino.spi.Plugin;
import io.trino.spi.connector.CatalogSchemaTableName;
import io.trino.spi.security.SystemAccessControl;
import io.trino.spi.security.SystemAccessControlFactory;
import io.trino.spi.security.SystemSecurityContext;
import java.util.List;
import java.util.Map;

/**
 * The access control {@code lakeome-read-only}: Trino's own read-only one, which lets nobody see how a table is made, without that
 * refusal. It stands beside the rules from the grants, which say who may.
 */
public final class LakeomeAccess implements Plugin {

    @Override
    public Iterable<SystemAccessControlFactory> getSystemAccessControlFactories() {
        return List.of(new Factory());
    }

    private static final class Factory implements SystemAccessControlFactory {

        @Override
        public String getName() {
            return "lakeome-read-only";
        }

        @Override
        public SystemAccessControl create(Map<String, String> config, SystemAccessControlContext context) {
            return new ReadAndShow();
        }
    }

    private static final class ReadAndShow extends ReadOnlySystemAccessControl {

        @Override
        public void checkCanShowCreateTable(SystemSecurityContext context, CatalogSchemaTableName table) {
            // the rules decide
        }
    }
}
