package org.lakeome.ingest.columns;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import org.lakeome.ingest.columns.PackedPages.Packed;

/**
 * Packs the pages of any number of columns: Zstandard, without the streams of Hadoop's codecs, whose buffers cost more than a
 * small page. For one thread.
 */
public final class PagePacker implements AutoCloseable {
    private final ZstdCompressCtx context;
    private final int pageRows;
    private final ByteSink page = new ByteSink();
    private byte[] target = new byte[1 << 16];

    /**
     * @param level of zstd, from 1 for the quickest up
     * @param pageRows most rows of a page, about; every column holds those of one page as they came
     */
    public PagePacker(int level, int pageRows) {
        this.context = new ZstdCompressCtx().setLevel(level);
        this.pageRows = pageRows;
    }

    int pageRows() {
        return pageRows;
    }

    /** An empty page to be filled, the same for all columns. */
    ByteSink page() {
        page.clear();
        return page;
    }

    Packed pack(ByteSink content) {
        int most = Math.toIntExact(Zstd.compressBound(content.length));
        if (target.length < most) {
            target = new byte[most];
        }
        int packed = context.compressByteArray(target, 0, target.length, content.bytes, 0, content.length);
        return new Packed(Arrays.copyOf(target, packed), content.length);
    }

    @Override
    public void close() {
        context.close();
    }
}
