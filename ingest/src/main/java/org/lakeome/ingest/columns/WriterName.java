package org.lakeome.ingest.columns;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The name by which footers of our files say what wrote them, so that files of one build can be told from those of another. */
public final class WriterName {
    /** {@code created_by} as the Parquet format asks for it: {@code lakeome version 0.1.0 (build 1a2b3c4)}. */
    public static final String CREATED_BY = createdBy();

    private WriterName() {}

    private static String createdBy() {
        Properties build = new Properties();
        try (InputStream in = WriterName.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "lakeome version " + build.getProperty("version") + " (build " + build.getProperty("commit") + ")";
    }
}
