package org.lakeome.ingest.source;

import java.io.Serializable;

/**
 * A record that could not be read and was set aside.
 *
 * @param line 1-based number in the file
 * @param byteOffset of the line's start in the decompressed text; null where it is not known
 * @param field the field at fault, with the sample where it is one's value; may be empty, as may the value
 * @param rawText the line, cut at {@link IngestLimits#rejectedTextBytes}
 */
public record RejectedRecord(long line, Long byteOffset, String field, String value, String reason, String rawText)
        implements Serializable {

    /** A line that a reader is at. */
    public static RejectedRecord of(LineReader lines, TextPlace before, FieldFault fault, IngestLimits limits) {
        return new RejectedRecord(
                before.lines() + lines.lines(),
                before.bytes() + lines.offsetInSplit(),
                fault.sample().isEmpty() ? fault.field() : fault.field() + " of sample " + fault.sample(),
                fault.value(),
                fault.getMessage(),
                lines.text(limits.rejectedTextBytes()));
    }

    /** As a fault of the file says it. */
    public String message(String file) {
        return InputFault.message(file, line, "", field, value, reason);
    }
}
