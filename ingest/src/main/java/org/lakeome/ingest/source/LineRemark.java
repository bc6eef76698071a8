package org.lakeome.ingest.source;

/** Kinds of lines of annotation files that are read otherwise than they are written, and of which the user is told. */
public enum LineRemark {
    OUT_OF_RANGE("Numbers that their type cannot hold became Infinity or 0"),
    BLANKS("Blanks around values of typed columns were left out"),
    QUOTES_KEPT("Cells that begin with a quote and go on behind the closing one were kept as they are written;"
            + " if the file doubles quotes inside of quotes, give the read option escape=\""),
    QUOTED_COLUMN("Double quotes around column 9, as spreadsheets write them, were taken away"),
    SECOND_HEADER("A second header (##gff-version) was passed over: in files that were put together, features of"
            + " different files may have the same ID"),
    BYTE_ORDER_MARK("Byte order marks inside the file were left out");

    private final String sentence;

    LineRemark(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
