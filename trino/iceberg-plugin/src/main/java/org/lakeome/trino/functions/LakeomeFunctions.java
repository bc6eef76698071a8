package org.lakeome.trino.functions;

import io.trino.spi.Plugin;
import java.util.Set;

/** What SQL here has besides Trino's own functions. Rides in the folder of the Iceberg plugin. */
public final class LakeomeFunctions implements Plugin {

    @Override
    public Set<Class<?>> getFunctions() {
        return Set.of(TextMapSubscript.class, CallFunctions.class, InRegion.class);
    }
}
