package org.lakeome.server;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Makes what this process and its children write from now on readable by its owner only: database, warehouse, objects and logs are
 * written by libraries that have no such option, and by Trino and the ingest worker.
 */
final class OwnerOnly {

    private static final int NOTHING_FOR_OTHERS = 0077;

    private OwnerOnly() {}

    static void fromNowOn() {
        Linker linker = Linker.nativeLinker();
        MethodHandle umask = linker.downcallHandle(
                linker.defaultLookup().find("umask").orElseThrow(() -> new CannotStart("This system has no umask")),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            int before = (int) umask.invokeExact(NOTHING_FOR_OTHERS);
            assert before >= 0;
        } catch (Throwable e) {
            throw new CannotStart("The umask of this process cannot be set: " + e, e);
        }
    }
}
