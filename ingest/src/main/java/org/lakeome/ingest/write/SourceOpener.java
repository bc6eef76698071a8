package org.lakeome.ingest.write;

import java.io.IOException;
import org.lakeome.ingest.source.ByteSource;

/** Opens an item's source as the job's owner; an InputFault says that the item is at fault. */
@FunctionalInterface
public interface SourceOpener {
    ByteSource open(String source) throws IOException;
}
