package org.lakeome.ingest.normalise;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.lakeome.ingest.source.ByteSource;

/** Bytes in memory that count how often they are opened. */
public record MemorySource(String name, byte[] bytes, AtomicInteger opened) implements ByteSource {
    public static MemorySource of(String name, String text) {
        return new MemorySource(name, text.getBytes(StandardCharsets.UTF_8), new AtomicInteger());
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open(long offset) {
        opened.incrementAndGet();
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }
}
