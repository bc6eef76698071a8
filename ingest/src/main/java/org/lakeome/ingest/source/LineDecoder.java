package org.lakeome.ingest.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Bytes of a line as text, strictly: what is not valid in the charset is a fault and never replaced. For one thread. */
public final class LineDecoder {
    private static final int SHOWN = 40;

    private final Charset charset;
    private final CharsetDecoder decoder;

    public LineDecoder(Charset charset) {
        this.charset = charset;
        this.decoder = charset.newDecoder();
    }

    public String decode(byte[] bytes, int from, int to) {
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            if (bytes[i] <= 0) {
                if (bytes[i] == 0) {
                    throw new FieldFault("", before(bytes, from, i), "The line holds a NUL byte.");
                }
                ascii = false;
            }
        }
        if (ascii) {
            return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        try {
            return decoder.decode(in).toString();
        } catch (CharacterCodingException e) {
            throw new FieldFault(
                    "",
                    before(bytes, from, in.position()),
                    "Byte " + (in.position() - from + 1) + " of the line is not valid " + charset.name() + ".");
        }
    }

    private static String before(byte[] bytes, int from, int to) {
        int start = Math.max(from, to - SHOWN);
        return new String(bytes, start, to - start, StandardCharsets.ISO_8859_1);
    }
}
