package org.lakeome.ingest.conformance;

/**
 * What a check found in one file.
 *
 * @param file its path in the corpus, with slashes
 * @param reason what differs, or why the file was refused; may be empty for an agreement
 */
public record Verdict(String file, Kind kind, String reason) {
    /** How our reading of a file stands to what it ought to be. */
    public enum Kind {
        AGREED,
        REFUSED_RIGHTLY,
        DIFFERING
    }

    /** Judges one file, with tools that may stumble over it. */
    @FunctionalInterface
    public interface Judgement {
        Verdict verdict() throws Exception;
    }

    /** A judgement that ends with an exception is a difference of this one file, and stops no check. */
    public static Verdict of(String file, Judgement judgement) throws InterruptedException {
        try {
            return judgement.verdict();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return differing(file, "The check itself failed: " + e);
        }
    }

    public static Verdict agreed(String file) {
        return new Verdict(file, Kind.AGREED, "");
    }

    public static Verdict refusedRightly(String file, String reason) {
        return new Verdict(file, Kind.REFUSED_RIGHTLY, reason);
    }

    public static Verdict differing(String file, String reason) {
        return new Verdict(file, Kind.DIFFERING, reason);
    }

    /** The source of the file: the first part of its path. */
    String folder() {
        return file.substring(0, file.indexOf('/'));
    }
}
