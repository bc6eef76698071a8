package org.lakeome.ingest.columns;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.columns.TextColumn.Word;

/** What the columns encode is what Parquet's own readers find, on random values with nulls at every level. */
class ColumnTest {
    private static final long SEED = new Random().nextLong();
    private static final int DICTIONARY = 1 << 12;

    private final Random random = new Random(SEED);
    private final PagePacker packer = new PagePacker(3, 1_000 + random.nextInt(20_000));

    /** Puts one value, present, at a repetition level. */
    private interface Put<C> {
        void put(C column, int repetition, Object value);
    }

    private final Put<IntColumn> anInt = (column, repetition, value) -> column.value(repetition, (Integer) value);
    private final Put<LongColumn> aLong = (column, repetition, value) -> column.value(repetition, (Long) value);
    private final Put<DoubleColumn> aDouble = (column, repetition, value) -> column.value(repetition, (Double) value);
    private final Put<DoubleColumn> aFloat = (column, repetition, value) -> column.value(repetition, (Float) value);
    private final Put<BooleanColumn> aBoolean =
            (column, repetition, value) -> column.value(repetition, (Boolean) value);
    private final Put<TextColumn> aText = (column, repetition, value) -> column.value(repetition, (String) value);

    ColumnTest() {
        System.out.println("ColumnTest seed " + SEED);
    }

    @AfterEach
    void close() {
        packer.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300, 5_000, 100_000})
    void wholeNumbersComeBack(int distinct) throws IOException {
        comesBack(
                Types.IntegerType.get(),
                at -> new IntColumn(at, true, packer),
                anInt,
                () -> random.nextInt(distinct) - 7);
        comesBack(Types.IntegerType.get(), at -> new IntColumn(at, true, packer), anInt, random::nextInt);
        comesBack(Types.LongType.get(), at -> new LongColumn(at, true, packer), aLong, () ->
                (long) random.nextInt(distinct));
    }

    @Test
    void numbersComeBack() throws IOException {
        List<Double> odd = List.of(Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 29.99);
        comesBack(
                Types.DoubleType.get(),
                at -> new DoubleColumn(at, true, packer),
                aDouble,
                () -> odd.get(random.nextInt(6)));
        comesBack(Types.LongType.get(), at -> new LongColumn(at, true, packer), aLong, random::nextLong);
        comesBack(Types.FloatType.get(), at -> new DoubleColumn(at, true, packer), aFloat, () -> odd.get(
                        random.nextInt(6))
                .floatValue());
    }

    @Test
    void booleansComeBack() throws IOException {
        comesBack(Types.BooleanType.get(), at -> new BooleanColumn(at, true, packer), aBoolean, random::nextBoolean);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 400, 30_000})
    void textsComeBackWhetherTheDictionaryHoldsThemOrNot(int distinct) throws IOException {
        Supplier<Object> texts = () -> "x".repeat(random.nextInt(20)) + random.nextInt(distinct) + "\u00e9";
        comesBack(Types.StringType.get(), at -> new TextColumn(at, true, DICTIONARY, packer), aText, texts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 500, 200_000})
    void everyStepOfAnArrayComesBack(int distinct) throws IOException {
        int missing = Integer.MIN_VALUE;
        int rows = 30_000;
        int step = 1 + random.nextInt(3);
        int first = random.nextInt(step);
        int[] ends = new int[rows * step];
        int[] elements = new int[5 * ends.length];
        int[] flags = new int[ends.length];
        for (int i = 0, end = 0; i < ends.length; i++) {
            for (int more = random.nextInt(5); more > 0; more--) {
                elements[end++] = random.nextInt(8) == 0 ? missing : random.nextInt(distinct);
            }
            ends[i] = end;
            flags[i] = random.nextInt(50) == 0 ? missing : random.nextInt(2);
        }
        List<Object> lists = new ArrayList<>();
        List<Object> singles = new ArrayList<>();
        List<Object> booleans = new ArrayList<>();
        for (int i = first; i < ends.length; i += step) {
            List<Integer> list = new ArrayList<>();
            for (int at = i == 0 ? 0 : ends[i - 1]; at < ends[i]; at++) {
                list.add(elements[at] == missing ? null : (Integer) elements[at]);
            }
            lists.add(list.isEmpty() ? null : list);
            singles.add(elements[i] == missing ? null : (Integer) elements[i]);
            booleans.add(flags[i] == missing ? null : (Boolean) (flags[i] == 1));
        }
        Schema list = new Schema(optional(1, "v", Types.ListType.ofOptional(2, Types.IntegerType.get())));
        IntColumn ofLists = new IntColumn(leaf(list), true, packer);
        ofLists.lists(elements, ends, first, step, rows, missing);
        assertThat(read(list, ofLists, rows)).as("seed " + SEED).isEqualTo(lists);
        Schema single = new Schema(optional(1, "v", Types.IntegerType.get()));
        IntColumn ofSingles = new IntColumn(leaf(single), true, packer);
        ofSingles.values(elements, first, step, rows, missing);
        assertThat(read(single, ofSingles, rows)).as("seed " + SEED).isEqualTo(singles);
        Schema flag = new Schema(optional(1, "v", Types.BooleanType.get()));
        BooleanColumn ofFlags = new BooleanColumn(leaf(flag), true, packer);
        ofFlags.values(flags, first, step, rows, missing);
        assertThat(read(flag, ofFlags, rows)).as("seed " + SEED).isEqualTo(booleans);
    }

    @Test
    void longTextsThatDoNotComeAgainAreKeptOutOfTheDictionary() throws IOException {
        Supplier<Object> mixed =
                () -> random.nextBoolean() ? "short" : "annotation ".repeat(20) + random.nextInt(1_000_000);
        comesBack(Types.StringType.get(), at -> new TextColumn(at, false, 1 << 20, packer), aText, mixed);
        Schema schema = new Schema(optional(1, "v", Types.StringType.get()));
        TextColumn column = new TextColumn(leaf(schema), false, 1 << 20, packer);
        for (int row = 0; row < 10_000; row++) {
            column.startRow();
            column.value(0, (String) mixed.get());
        }
        assertThat(column.dictionaryEntries()).as("seed " + SEED).isLessThan(2_000);
    }

    @Test
    void textsBeyondTheDictionarysBoundCountAmongTheBytesHeld() {
        Schema schema = new Schema(optional(1, "v", Types.StringType.get()));
        TextColumn column = new TextColumn(leaf(schema), false, DICTIONARY, packer);
        for (int row = 0; row < 20; row++) {
            column.startRow();
            column.value(0, row + "x".repeat(1 << 20));
        }
        assertThat(column.heldBytes()).isBetween(19L << 20, 22L << 20);
        column.pack();
        assertThat(column.heldBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400, 30_000})
    void fieldsOfOneTextComeBackTogetherWithTheirNames(int distinct) throws IOException {
        Schema schema = new Schema(optional(1, "v", Types.ListType.ofOptional(2, Types.StringType.get())));
        TextColumn values = new TextColumn(leaf(schema), false, DICTIONARY, packer);
        TextColumn names = new TextColumn(leaf(schema), false, DICTIONARY, packer);
        Word[] words = {new Word("one"), new Word("two"), new Word("three"), new Word("four")};
        List<Object> expectedValues = new ArrayList<>();
        List<Object> expectedNames = new ArrayList<>();
        int[] fields = {4, 1, 0, 2};
        for (int row = 0; row < 25_000; row++) {
            values.startRow();
            names.startRow();
            if (random.nextInt(5) == 0) {
                values.missing(0, 1);
                names.missing(0, 1);
                expectedValues.add(List.of());
                expectedNames.add(List.of());
            } else {
                List<String> cells = IntStream.range(0, 5)
                        .mapToObj(field -> random.nextBoolean() ? "" : "\u00e9" + random.nextInt(distinct))
                        .toList();
                byte[] text = ("other|" + String.join("|", cells)).getBytes(StandardCharsets.UTF_8);
                int[] places = IntStream.concat(
                                IntStream.range(0, text.length).filter(at -> text[at] == '|'),
                                IntStream.of(text.length))
                        .toArray();
                int[] shifted =
                        IntStream.concat(IntStream.of(-1), IntStream.of(places)).toArray();
                values.values(0, 1, text, shifted, 1, fields);
                names.values(0, 1, words);
                expectedValues.add(Arrays.stream(fields).mapToObj(cells::get).toList());
                expectedNames.add(List.of("one", "two", "three", "four"));
            }
        }
        assertThat(read(schema, values, expectedValues.size()))
                .as("seed " + SEED)
                .isEqualTo(expectedValues);
        assertThat(read(schema, names, expectedNames.size())).as("seed " + SEED).isEqualTo(expectedNames);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400, 30_000})
    void entriesOfMapsComeBack(int distinct) throws IOException {
        Schema schema = new Schema(optional(1, "v", Types.ListType.ofOptional(2, Types.StringType.get())));
        TextColumn values = new TextColumn(leaf(schema), false, DICTIONARY, packer);
        TextColumn keys = new TextColumn(leaf(schema), false, 0, packer);
        Word[] words = {new Word("AC"), new Word("DB"), new Word("LongKey")};
        List<Object> expectedValues = new ArrayList<>();
        List<Object> expectedKeys = new ArrayList<>();
        for (int row = 0; row < 25_000; row++) {
            List<String> texts = new ArrayList<>();
            List<String> names = new ArrayList<>();
            int[] entries = new int[3 * (2 + random.nextInt(4))];
            int count = entries.length / 3;
            StringBuilder text = new StringBuilder("before");
            for (int entry = 1; entry < count; entry++) {
                int key = random.nextInt(words.length);
                String value = key == 1 ? "" : "x".repeat(random.nextInt(12)) + random.nextInt(distinct);
                entries[3 * entry] = key;
                entries[3 * entry + 1] = key == 1 ? -1 : text.length();
                entries[3 * entry + 2] = text.append(value).length();
                texts.add(value);
                names.add(List.of("AC", "DB", "LongKey").get(key));
            }
            values.startRow();
            values.mapValues(text.toString().getBytes(StandardCharsets.UTF_8), entries, 1, count);
            keys.startRow();
            keys.mapKeys(words, entries, 1, count);
            expectedValues.add(texts);
            expectedKeys.add(names);
        }
        assertThat(read(schema, values, expectedValues.size()))
                .as("seed " + SEED)
                .isEqualTo(expectedValues);
        assertThat(read(schema, keys, expectedKeys.size())).as("seed " + SEED).isEqualTo(expectedKeys);
    }

    private <C extends Column> void comesBack(
            Type type, Function<ColumnDescriptor, C> column, Put<C> put, Supplier<Object> value) throws IOException {
        for (double nulls : new double[] {0, 0.3, 1}) {
            single(type, column, put, () -> random.nextDouble() < nulls ? null : value.get());
            list(type, column, put, () -> random.nextDouble() < nulls ? null : value.get());
        }
    }

    private <C extends Column> void single(
            Type type, Function<ColumnDescriptor, C> column, Put<C> put, Supplier<Object> value) throws IOException {
        Schema schema = new Schema(optional(1, "v", type));
        C built = column.apply(leaf(schema));
        // Twice, as columns are used again for the next row group.
        for (int round = 0; round < 2; round++) {
            List<Object> rows = new ArrayList<>();
            for (int i = 0; i < 45_000; i++) {
                Object cell = value.get();
                rows.add(cell);
                built.startRow();
                if (cell == null) {
                    built.missing(0, 0);
                } else {
                    put.put(built, 0, cell);
                }
            }
            assertThat(read(schema, built, rows.size())).as("seed " + SEED).isEqualTo(rows);
        }
    }

    private <C extends Column> void list(
            Type type, Function<ColumnDescriptor, C> column, Put<C> put, Supplier<Object> value) throws IOException {
        Schema schema = new Schema(optional(1, "v", Types.ListType.ofOptional(2, type)));
        C built = column.apply(leaf(schema));
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < 25_000; i++) {
            built.startRow();
            int elements = random.nextInt(6) - 1;
            if (elements <= 0) {
                rows.add(elements < 0 ? null : Collections.emptyList());
                built.missing(0, elements < 0 ? 0 : 1);
            } else {
                List<Object> cell = new ArrayList<>();
                for (int element = 0; element < elements; element++) {
                    Object one = value.get();
                    cell.add(one);
                    if (one == null) {
                        built.missing(element == 0 ? 0 : 1, 2);
                    } else {
                        put.put(built, element == 0 ? 0 : 1, one);
                    }
                }
                rows.add(cell);
            }
        }
        assertThat(read(schema, built, rows.size())).as("seed " + SEED).isEqualTo(rows);
    }

    private static ColumnDescriptor leaf(Schema schema) {
        return ParquetSchemaUtil.convert(schema, "table").getColumns().get(0);
    }

    private static List<Object> read(Schema schema, Column column, int rows) throws IOException {
        MessageType type = ParquetSchemaUtil.convert(schema, "table");
        InMemoryOutputFile file = new InMemoryOutputFile();
        PositionOutputStream out = file.create();
        ParquetFile writer = new ParquetFile(type, out);
        PackedPages pages = column.pack();
        writer.add(rows, path -> pages);
        writer.end(Map.of());
        out.close();
        List<Object> cells = new ArrayList<>();
        try (CloseableIterable<Record> records = Parquet.read(new InMemoryInputFile(file.toByteArray()))
                .project(schema)
                .createReaderFunc(read -> GenericParquetReaders.buildReader(schema, read))
                .build()) {
            records.forEach(record -> cells.add(record.get(0)));
        }
        return cells;
    }
}
