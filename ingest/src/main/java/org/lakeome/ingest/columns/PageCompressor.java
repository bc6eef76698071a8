package org.lakeome.ingest.columns;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import org.lakeome.ingest.columns.PackedPages.Packed;

/** Zstandard, without the streams of Hadoop's codecs, whose buffers cost more than a small page. For one thread. */
public final class PageCompressor implements AutoCloseable {
    private final ZstdCompressCtx context;
    private byte[] target = new byte[1 << 16];

    /** @param level of zstd, from 1 for the quickest up */
    public PageCompressor(int level) {
        context = new ZstdCompressCtx().setLevel(level);
    }

    Packed pack(ByteSink page) {
        int most = Math.toIntExact(Zstd.compressBound(page.length));
        if (target.length < most) {
            target = new byte[most];
        }
        int packed = context.compressByteArray(target, 0, target.length, page.bytes, 0, page.length);
        return new Packed(Arrays.copyOf(target, packed), page.length);
    }

    @Override
    public void close() {
        context.close();
    }
}
