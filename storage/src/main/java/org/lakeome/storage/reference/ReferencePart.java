package org.lakeome.storage.reference;

import java.io.InputStream;

/**
 * Bytes of a reference on their way to a reader, who closes the content.
 *
 * @param length in bytes
 */
public record ReferencePart(InputStream content, long length) {}
