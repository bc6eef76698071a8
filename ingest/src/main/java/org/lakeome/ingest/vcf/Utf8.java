package org.lakeome.ingest.vcf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.lakeome.ingest.source.ByteScan;

/**
 * Strict UTF-8 without control characters: Java's String constructor would replace bad bytes without a word, and a NUL ends the
 * text for other programs.
 */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] text, int from, int to) {
        int at = ByteScan.findUnprintable(text, from, to);
        return at == to || hasNoControl(text, at, to) && decodes(text, at, to);
    }

    /** For notes, which go to databases and terminals. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }

    private static boolean hasNoControl(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] >= 0 && text[i] < ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean decodes(byte[] text, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
