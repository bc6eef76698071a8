package org.lakeome.ingest.vep;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.lakeome.ingest.source.ByteScan;

/**
 * Undoes percent-encoding ({@code %3B} for a semicolon), by which VEP writes characters that VCF would misread. What is no such
 * code stays as it is, and so does a text that would not be UTF-8. For one thread.
 */
public final class PercentText {
    private byte[] decoded = new byte[64];
    private int length;

    /** False when there is nothing to undo, and then the decoded text is undefined. */
    public boolean decode(byte[] text, int from, int to) {
        if (ByteScan.find(text, from, to, (byte) '%') == to) {
            return false;
        }
        if (decoded.length < to - from) {
            decoded = new byte[2 * (to - from)];
        }
        length = 0;
        boolean found = false;
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            byte c = text[i];
            int code = c == '%' && i + 2 < to ? code(text[i + 1], text[i + 2]) : -1;
            if (code >= 0) {
                c = (byte) code;
                i += 2;
                found = true;
                ascii &= c >= 0;
            }
            decoded[length++] = c;
        }
        return found && (ascii || isUtf8());
    }

    public byte[] decoded() {
        return decoded;
    }

    public int length() {
        return length;
    }

    private static int code(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : 16 * first + second;
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
