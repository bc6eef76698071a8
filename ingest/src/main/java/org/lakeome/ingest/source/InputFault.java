package org.lakeome.ingest.source;

/**
 * An input file is not what it should be: names the file, the line (1-based, 0 when there is none), the sample and the field, its
 * value and the reason. The message is for the user; nothing of the file's text beyond the field's shortened value goes into it.
 */
public final class InputFault extends RuntimeException {
    private static final int SHOWN = 80;

    private final String file;
    private final long line;
    private final boolean ofRecord;

    public InputFault(String file, long line, String reason) {
        this(file, line, "", "", reason);
    }

    public InputFault(String file, long line, String field, String value, String reason) {
        this(file, line, false, message(file, line, "", field, value, reason));
    }

    private InputFault(String file, long line, boolean ofRecord, String message) {
        super(message);
        this.file = file;
        this.line = line;
        this.ofRecord = ofRecord;
    }

    /** A fault of one record, without which the rest of the file can be read. */
    public static InputFault ofRecord(String file, long line, FieldFault fault) {
        return new InputFault(
                file,
                line,
                true,
                message(file, line, fault.sample(), fault.field(), fault.value(), fault.getMessage()));
    }

    /** A fault whose message names file and line already. */
    public static InputFault told(String file, String message) {
        return new InputFault(file, 0, false, message);
    }

    public boolean isOfRecord() {
        return ofRecord;
    }

    public String file() {
        return file;
    }

    public long line() {
        return line;
    }

    static String message(String file, long line, String sample, String field, String value, String reason) {
        StringBuilder text = new StringBuilder(reason).append(" [file ").append(printable(file));
        if (line > 0) {
            text.append(", line ").append(line);
        }
        if (!sample.isEmpty()) {
            text.append(", sample ").append(printable(shortened(sample)));
        }
        if (!field.isEmpty()) {
            text.append(", field ").append(printable(field));
        }
        if (!value.isEmpty()) {
            text.append(", value \"").append(printable(shortened(value))).append('"');
        }
        return text.append(']').toString();
    }

    static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }

    /** Without control characters, which would let a hostile file write lines of its own into logs. */
    public static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
