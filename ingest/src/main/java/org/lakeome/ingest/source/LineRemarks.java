package org.lakeome.ingest.source;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many lines of a split or a file have each {@link LineRemark}, and where the first is. Not thread-safe. */
public final class LineRemarks implements Serializable {
    /** Lines of the file before a split; asked only when it matters, since the file is read again for it. */
    @FunctionalInterface
    public interface LinesBefore {
        long count() throws IOException;
    }

    private static final class Found implements Serializable {
        private long count;
        private long lastLine;
        private long ofLastLine;
        private long line;
        private String field = "";
        private String value = "";
    }

    private final Map<LineRemark, Found> found = new EnumMap<>(LineRemark.class);

    /** @param field may be empty, as may the value */
    public void add(LineRemark remark, long line, String field, String value) {
        Found of = found.computeIfAbsent(remark, kind -> new Found());
        if (of.count++ == 0) {
            of.line = line;
            of.field = field;
            of.value = value;
        }
        of.ofLastLine = of.lastLine == line ? of.ofLastLine + 1 : 1;
        of.lastLine = line;
    }

    /** Takes back what was added for the line, which became no row; no later line was added. */
    public void takeBack(long line) {
        found.values().removeIf(of -> {
            if (of.lastLine == line) {
                of.count -= of.ofLastLine;
                of.ofLastLine = 0;
            }
            return of.count == 0;
        });
    }

    /** Adds those of a later split, whose lines count from its own start. */
    public void add(LineRemarks later, LinesBefore before) throws IOException {
        for (Map.Entry<LineRemark, Found> entry : later.found.entrySet()) {
            Found more = entry.getValue();
            Found of = found.computeIfAbsent(entry.getKey(), kind -> new Found());
            if (of.count == 0) {
                of.line = before.count() + more.line;
                of.field = more.field;
                of.value = more.value;
            }
            of.count += more.count;
        }
    }

    /** A sentence for each kind. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        found.forEach((remark, of) -> notes.add(remark.sentence() + " (" + of.count + "): the first in line " + of.line
                + (of.field.isEmpty() ? "" : ", " + InputFault.printable(of.field))
                + (of.value.isEmpty() ? "" : " \"" + InputFault.printable(InputFault.shortened(of.value)) + "\"")
                + "."));
        return notes;
    }
}
