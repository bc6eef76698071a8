package org.lakeome.ingest.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.ingest.LocalSpark;
import org.lakeome.ingest.source.InputFault;

/**
 * Our rows against Spark's CSV reader in the mode FAILFAST, on made-up lines full of quotes, escapes and odd values. Where we
 * differ on purpose, the lines are not made, or are counted: a quote open at a line's end, and quotes that contradict each other,
 * are refused by us alone; typed values with blanks around them, and Java's own spellings of numbers, stand in {@link TableCellsTest}.
 */
class SparkCsvDifferentialTest {
    private static final long SEED = 20261122;
    private static final int FILES = 60;
    private static final List<String> PIECES = List.of(
            "\"",
            "\"\"",
            "\\",
            "\\\"",
            "'",
            "a",
            "b c",
            " ",
            "#",
            ",",
            "\t",
            ";",
            "",
            "",
            "1",
            "-2.5",
            "+3",
            "true",
            "False",
            "NaN",
            "Inf",
            "-Inf",
            "Infinity",
            "1e5",
            "9999999999",
            ".",
            "é",
            "null");
    private static final List<String> TYPES = List.of("LONG", "INT", "STRING", "FLOAT", "DOUBLE", "BOOLEAN");

    @TempDir
    Path folder;

    @BeforeEach
    void silenceRefusals() {
        Configurator.setLevel("org.apache.spark", Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        Configurator.setLevel("org.apache.spark", Level.WARN);
    }

    @Test
    void rowsEqualThoseOfSpark() throws IOException {
        Random random = new Random(SEED);
        int agreed = 0;
        int refused = 0;
        int refusedForQuotes = 0;
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Map<String, String> options = options(random);
            List<String> types = types(random);
            Path file = Files.writeString(folder.resolve(i + ".csv"), text(random, options, types));
            List<String> ours = ours(file, options, types);
            if (ours.get(0).equals("quotes")) {
                refusedForQuotes++;
                continue;
            }
            List<String> theirs = theirs(file, options, types);
            if (!ours.equals(theirs)) {
                differences.add("file " + i + " of seed " + SEED + " " + options + " " + types + "\n"
                        + Files.readString(file) + "\n  ours   " + ours + "\n  theirs " + theirs);
            }
            agreed += ours.get(0).equals("refused") ? 0 : 1;
            refused += ours.get(0).equals("refused") ? 1 : 0;
        }
        System.out.println("compared with Spark's CSV reader, seed " + SEED + ": " + agreed + " files read alike, "
                + refused + " refused by both");
        assertThat(differences).isEmpty();
        assertThat(agreed).isGreaterThan(15);
        assertThat(refused).isGreaterThan(5);
        assertThat(refusedForQuotes).isLessThan(FILES / 2);
    }

    private static Map<String, String> options(Random random) {
        Map<String, String> options = new HashMap<>();
        options.put("sep", List.of(",", "\t", ";", "||").get(random.nextInt(4)));
        options.put("header", String.valueOf(random.nextBoolean()));
        if (random.nextBoolean()) {
            options.put("comment", "#");
        }
        if (random.nextInt(3) == 0) {
            options.put("quote", "'");
        }
        if (random.nextInt(3) == 0) {
            options.put("escape", "\"");
        }
        return options;
    }

    private static List<String> types(Random random) {
        List<String> types = new ArrayList<>();
        boolean textsOnly = random.nextInt(3) > 0;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            types.add(textsOnly ? "STRING" : TYPES.get(random.nextInt(TYPES.size())));
        }
        return types;
    }

    private static String text(Random random, Map<String, String> options, List<String> types) {
        StringBuilder text = new StringBuilder();
        if (options.get("header").equals("true")) {
            text.append(IntStream.range(0, types.size())
                            .mapToObj(i -> "c" + i)
                            .collect(Collectors.joining(options.get("sep"))))
                    .append('\n');
        }
        List<String> typedPieces =
                PIECES.stream().filter(piece -> !piece.contains(" ")).toList();
        for (int line = 1 + random.nextInt(3); line > 0; line--) {
            for (int column = 0; column < types.size(); column++) {
                List<String> pieces = types.get(column).equals("STRING") ? PIECES : typedPieces;
                text.append(column == 0 ? "" : options.get("sep"));
                boolean quoted = random.nextInt(3) == 0;
                String quote = quoted ? options.getOrDefault("quote", "\"") : "";
                text.append(quote);
                for (int piece = random.nextInt(3); piece >= 0; piece--) {
                    text.append(pieces.get(random.nextInt(pieces.size())));
                }
                text.append(quote);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<String> ours(Path file, Map<String, String> options, List<String> types) throws IOException {
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(new TableColumn("c" + i, ColumnType.valueOf(types.get(i))));
        }
        try {
            TableLayout layout = TableLayout.of(AnnotationType.GENERIC, columns, Map.of());
            List<String> rows = new ArrayList<>(List.of("read"));
            TabularRows.of(file, layout, CsvOptions.of(options), Long.MAX_VALUE)
                    .forEach(row -> rows.add(row.toString()));
            return rows;
        } catch (InputFault fault) {
            return List.of(
                    fault.getMessage().matches(".*(quote is open|quotes of a value contradict).*")
                            ? "quotes"
                            : "refused");
        }
    }

    private static List<String> theirs(Path file, Map<String, String> options, List<String> types) {
        String schema = IntStream.range(0, types.size())
                .mapToObj(i -> "c" + i + " " + (types.get(i).equals("LONG") ? "BIGINT" : types.get(i)))
                .collect(Collectors.joining(", "));
        try {
            List<String> rows = new ArrayList<>(List.of("read"));
            for (Row row : LocalSpark.session()
                    .read()
                    .schema(schema)
                    .options(options)
                    .option("mode", "FAILFAST")
                    .csv(file.toString())
                    .collectAsList()) {
                Object[] values = new Object[row.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = row.get(i);
                }
                rows.add(Arrays.toString(values));
            }
            return rows;
        } catch (Exception e) {
            return List.of("refused");
        }
    }
}
