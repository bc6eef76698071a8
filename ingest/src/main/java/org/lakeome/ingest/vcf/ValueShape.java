package org.lakeome.ingest.vcf;

/** What text of a certain kind looks like; [from, to) is not empty. */
final class ValueShape {
    private ValueShape() {}

    /** Whether each of the values between commas is one character, which may be percent-encoded. */
    static boolean areCharacters(byte[] text, int from, int to) {
        int characters = 0;
        int commas = 0;
        for (int i = from; i < to; i++) {
            if (text[i] == '%') {
                return true;
            }
            // A byte 10xxxxxx continues a character of UTF-8.
            characters += (text[i] & 0xC0) == 0x80 ? 0 : 1;
            commas += text[i] == ',' ? 1 : 0;
        }
        return characters == 1 || characters == 2 * commas + 1;
    }

    /** Whether each of the values between commas is a CIGAR string or a dot; some callers leave out a count of 1. */
    static boolean areCigars(byte[] text, int from, int to) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || text[at] == ',') {
                boolean missing = at - start == 1 && text[start] == '.';
                if (!missing && (at == start || !isOperation(text[at - 1]))) {
                    return false;
                }
                start = at + 1;
            } else if (!isOperation(text[at]) && (text[at] < '0' || text[at] > '9')) {
                if (text[at] != '.' || at != start) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isOperation(int c) {
        return "MIDNSHPX=".indexOf(c) >= 0;
    }
}
