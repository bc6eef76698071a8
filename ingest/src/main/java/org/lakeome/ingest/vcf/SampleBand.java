package org.lakeome.ingest.vcf;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The samples [from, to) of a file, in column order. An empty band of a sites-only file has no calls. */
public record SampleBand(int from, int to) implements Serializable {
    public static SampleBand all(VcfHeader header) {
        return new SampleBand(0, header.samples().size());
    }

    /** Bands of nearly equal size that cover all samples; one empty band when there are none. */
    public static List<SampleBand> bands(int samples, int most) {
        int count = Math.max(1, (samples + most - 1) / most);
        List<SampleBand> bands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bands.add(new SampleBand((int) ((long) samples * i / count), (int) ((long) samples * (i + 1) / count)));
        }
        return List.copyOf(bands);
    }

    public int size() {
        return to - from;
    }
}
