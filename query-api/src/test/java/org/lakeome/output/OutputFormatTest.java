package org.lakeome.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputFormatTest {
    private static final List<String> COLUMNS = List.of("text", "number", "list", "text");
    private static final List<Object> FULL =
            Arrays.asList("a,\"b\"\tc\n", new BigDecimal("1E+3"), Arrays.asList(1, null), Map.of("k", Double.NaN));
    private static final List<Object> BARE = Arrays.asList("", null, List.of(), null);

    @Test
    void jsonKeepsNumbersAndNullsAndEveryColumn() throws IOException {
        assertThat(print(OutputFormat.JSON, FULL, BARE))
                .isEqualTo(
                        "[\n{\"text\":\"a,\\\"b\\\"\\tc\\n\",\"number\":1000,\"list\":[1,null],\"text_2\":{\"k\":\"NaN\"}},\n"
                                + "{\"text\":\"\",\"number\":null,\"list\":[],\"text_2\":null}\n]\n");
        assertThat(print(OutputFormat.JSON)).isEqualTo("[]\n");
        assertThat(print(OutputFormat.JSONL, BARE, BARE).lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
    }

    @Test
    void csvAndTsvTellNullFromEmpty() throws IOException {
        assertThat(print(OutputFormat.CSV, FULL, BARE))
                .isEqualTo("text,number,list,text\n\"a,\"\"b\"\"\tc\n\",1000,\"[1,null]\",\"{\"\"k\"\":\"\"NaN\"\"}\"\n"
                        + "\"\",,[],\n");
        assertThat(print(OutputFormat.TSV, FULL, BARE))
                .isEqualTo(
                        "text\tnumber\tlist\ttext\na,\"b\"\\tc\\n\t1000\t[1,null]\t{\"k\":\"NaN\"}\n\t\\N\t[]\t\\N\n");
    }

    @Test
    void whatASpreadsheetWouldRunIsMarkedOnRequest() throws IOException {
        List<Object> row = Arrays.asList("=1+1", -5, "@x", "\tz");
        assertThat(print(OutputFormat.CSV, true, row)).endsWith("\n'=1+1,-5,'@x,'\tz\n");
        assertThat(print(OutputFormat.CSV, false, row)).endsWith("\n=1+1,-5,@x,\tz\n");
    }

    @Test
    void tableShowsValuesWholeAndNothingReachesTheTerminalAsCommand() throws IOException {
        String wide = "row(" + "x".repeat(100) + ")";
        assertThat(print(OutputFormat.TABLE, Arrays.asList(wide, 1, "\u001b[31m", null), BARE)
                        .lines())
                .hasSize(5)
                .anyMatch(line -> line.contains(wide + "  1") && line.contains("\\u001b[31m") && line.endsWith("NULL"));
    }

    @Test
    void planKeepsItsLines() throws IOException {
        StringWriter out = new StringWriter();
        OutputFormat.TABLE.print(
                records(List.of("Query Plan"), List.of(List.of("Fragment 0\n    Output\u001b\n"))), out, false);
        assertThat(out.toString().lines()).containsSubsequence("Fragment 0", "    Output\\u001b", "(1 row)");
    }

    @Test
    void verticalHasALineForEachValue() throws IOException {
        assertThat(print(OutputFormat.VERTICAL, Arrays.asList("a\nb", null, Instant.EPOCH, ""))
                        .lines())
                .containsExactly(
                        "-[ record 1 ]-",
                        "text   | a",
                        "       | b",
                        "number | NULL",
                        "list   | 1970-01-01T00:00:00Z",
                        "text   |",
                        "(1 row)");
    }

    @Test
    void longResultsArePrintedToTheEnd() throws IOException {
        List<List<Object>> rows = java.util.stream.IntStream.range(0, 2500)
                .mapToObj(i -> List.<Object>of(i))
                .toList();
        StringWriter out = new StringWriter();
        assertThat(OutputFormat.TABLE.print(records(List.of("n"), rows), out, false))
                .isEqualTo(2500);
        assertThat(out.toString().lines()).hasSize(2503).contains("999", "1000", "1001", "2499");
    }

    @SafeVarargs
    private static String print(OutputFormat format, List<Object>... rows) throws IOException {
        return print(format, false, rows);
    }

    @SafeVarargs
    private static String print(OutputFormat format, boolean safe, List<Object>... rows) throws IOException {
        StringWriter out = new StringWriter();
        format.print(records(COLUMNS, List.of(rows)), out, safe);
        return out.toString();
    }

    private static Records<RuntimeException> records(List<String> columns, List<List<Object>> rows) {
        Iterator<List<Object>> left = rows.iterator();
        return new Records<>() {
            @Override
            public List<String> columns() {
                return columns;
            }

            @Override
            public List<Object> next() {
                return left.hasNext() ? left.next() : null;
            }
        };
    }
}
