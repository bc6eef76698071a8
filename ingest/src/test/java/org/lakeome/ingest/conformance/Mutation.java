package org.lakeome.ingest.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One way of spoiling a file. */
enum Mutation {
    FLIPPED_BIT {
        @Override
        byte[] of(byte[] file, Random random) {
            byte[] spoiled = file.clone();
            spoiled[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            return spoiled;
        }
    },
    CHANGED_BYTE {
        @Override
        byte[] of(byte[] file, Random random) {
            byte[] spoiled = file.clone();
            spoiled[random.nextInt(file.length)] = (byte) random.nextInt(256);
            return spoiled;
        }
    },
    TRUNCATED {
        @Override
        byte[] of(byte[] file, Random random) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
    },
    REMOVED_BYTES {
        @Override
        byte[] of(byte[] file, Random random) {
            int from = random.nextInt(file.length);
            int to = Math.min(file.length, from + 1 + random.nextInt(30));
            return joined(file, 0, from, file, to, file.length);
        }
    },
    SWAPPED_FIELDS {
        @Override
        byte[] of(byte[] file, Random random) {
            return line(file, random, line -> {
                String[] columns = line.split("\t", -1);
                int a = random.nextInt(columns.length);
                int b = random.nextInt(columns.length);
                String kept = columns[a];
                columns[a] = columns[b];
                columns[b] = kept;
                return String.join("\t", columns);
            });
        }
    },
    DELETED_TAB {
        @Override
        byte[] of(byte[] file, Random random) {
            return line(file, random, line -> {
                int tab = line.indexOf('\t', random.nextInt(line.length() + 1));
                return tab < 0 ? line : line.substring(0, tab) + line.substring(tab + 1);
            });
        }
    },
    REPEATED_LINE {
        @Override
        byte[] of(byte[] file, Random random) {
            return line(file, random, line -> line + "\n" + line);
        }
    },
    NUMBER_OF_ANOTHER_SIZE {
        @Override
        byte[] of(byte[] file, Random random) {
            List<String> numbers = List.of("-1", "0", "2147483648", "1e400", "nan", "", "1.5", "99999999999999999999");
            return line(file, random, line -> {
                int at = random.nextInt(line.length() + 1);
                return line.substring(0, at)
                        + line.substring(at).replaceFirst("[0-9]+", numbers.get(random.nextInt(numbers.size())));
            });
        }
    };

    interface Change {
        String of(String line);
    }

    abstract byte[] of(byte[] file, Random random);

    /** Whether the file is changed as packed bytes too, and not only as text. */
    boolean isOfBytes() {
        return compareTo(SWAPPED_FIELDS) < 0;
    }

    private static byte[] line(byte[] file, Random random, Change change) {
        int at = random.nextInt(file.length);
        int from = at;
        while (from > 0 && file[from - 1] != '\n') {
            from--;
        }
        int to = at;
        while (to < file.length && file[to] != '\n') {
            to++;
        }
        // One character per byte, so that bytes that are not UTF-8 survive.
        String line = new String(file, from, to - from, StandardCharsets.ISO_8859_1);
        byte[] changed = change.of(line).getBytes(StandardCharsets.ISO_8859_1);
        byte[] start = joined(file, 0, from, changed, 0, changed.length);
        return joined(start, 0, start.length, file, to, file.length);
    }

    private static byte[] joined(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        byte[] all = new byte[aTo - aFrom + bTo - bFrom];
        System.arraycopy(a, aFrom, all, 0, aTo - aFrom);
        System.arraycopy(b, bFrom, all, aTo - aFrom, bTo - bFrom);
        return all;
    }
}
