package org.lakeome.ingest.source;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Packs text as bgzip does, with blocks as small as a test wants. */
public final class Bgzf {
    private Bgzf() {}

    public static byte[] pack(String text, int blockBytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (BlockCompressedOutputStream out = new BlockCompressedOutputStream(packed, (Path) null)) {
            for (int at = 0; at < bytes.length; at += blockBytes) {
                out.write(bytes, at, Math.min(blockBytes, bytes.length - at));
                out.flush();
            }
        }
        return packed.toByteArray();
    }

    public static Path write(Path file, String text, int blockBytes) throws IOException {
        return Files.write(file, pack(text, blockBytes));
    }
}
