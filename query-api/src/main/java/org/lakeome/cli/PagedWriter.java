package org.lakeome.cli;

import java.io.IOException;
import java.io.Writer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Writes to a terminal page by page: when it is full, a key goes on by a page or a line, or leaves. */
final class PagedWriter extends Writer {
    private static final String MORE = "-- more: space a page, enter a line, q enough --";

    /** The reader has seen enough. */
    static final class Left extends IOException {
        private static final long serialVersionUID = 1;
    }

    private final Terminal terminal;
    private int room;
    private int column;

    private PagedWriter(Terminal terminal) {
        this.terminal = terminal;
        this.room = page();
    }

    /** A terminal that knows no size shows all at once. */
    static Writer of(Terminal terminal) {
        boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
        return dumb || terminal.getHeight() < 3 || terminal.getWidth() < 1
                ? new Unpaged(terminal)
                : new PagedWriter(terminal);
    }

    private int page() {
        return terminal.getHeight() - 1;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            if (room <= 0) {
                ask();
            }
            terminal.writer().write(text[i]);
            boolean wraps = text[i] != '\n' && ++column >= terminal.getWidth();
            if (text[i] == '\n' || wraps) {
                column = 0;
                room--;
            }
        }
    }

    private void ask() throws IOException {
        terminal.writer().write(MORE);
        terminal.flush();
        Attributes usual = terminal.enterRawMode();
        try {
            while (room <= 0) {
                switch (terminal.reader().read()) {
                    case ' ' -> room = page();
                    case '\r', '\n' -> room = 1;
                    case 'q', 'Q', -1 -> throw new Left();
                    default -> {
                        // Any other key waits for one that is meant.
                    }
                }
            }
        } finally {
            terminal.setAttributes(usual);
            terminal.writer().write("\r" + " ".repeat(MORE.length()) + "\r");
            terminal.flush();
        }
    }

    @Override
    public void flush() {
        terminal.flush();
    }

    /** The terminal stays open. */
    @Override
    public void close() {
        flush();
    }

    private static final class Unpaged extends Writer {
        private final Terminal terminal;

        Unpaged(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void write(char[] text, int from, int length) {
            terminal.writer().write(text, from, length);
        }

        @Override
        public void flush() {
            terminal.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
