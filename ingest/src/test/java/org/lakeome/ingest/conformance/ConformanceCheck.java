package org.lakeome.ingest.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One comparison of what we make of the corpus with what somebody else says of it. A check chooses its files, judges each once,
 * and never throws for what a file holds: that is a {@link Verdict}.
 */
public interface ConformanceCheck {
    /** One short word without spaces, the first column of {@code conformance-explained.tsv}. */
    String name();

    /** @param data the corpus; file names of the verdicts are relative to it */
    List<Verdict> run(Path data) throws IOException, InterruptedException;
}
