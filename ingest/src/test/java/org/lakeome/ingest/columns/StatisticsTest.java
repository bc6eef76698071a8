package org.lakeome.ingest.columns;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnChunk;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageLocation;
import org.apache.iceberg.shaded.org.apache.parquet.format.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds, counts and page indexes of a chunk are those that parquet-java's own writer gives the same values, page by page. */
class StatisticsTest {
    private static final long SEED = new Random().nextLong();
    /** Both writers end a page there: ours looks every 250 rows. */
    private static final int PAGE_ROWS = 1_000;

    private static final int PAGES = 7;
    private static final int ROWS = (PAGES - 1) * PAGE_ROWS + 321;

    private final Random random = new Random(SEED);

    /** What a file says of its one chunk. */
    private record Told(ColumnChunk chunk, ColumnIndex index, OffsetIndex offsets) {
        Statistics statistics() {
            return chunk.getMeta_data().getStatistics();
        }
    }

    private interface Put<C> {
        void put(C column, int repetition, Object value);
    }

    StatisticsTest() {
        System.out.println("StatisticsTest seed " + SEED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 300, Integer.MAX_VALUE})
    void boundsOfWholeNumbers(int distinct) throws IOException {
        Put<IntColumn> ints = (column, repetition, value) -> column.value(repetition, (Integer) value);
        Put<LongColumn> longs = (column, repetition, value) -> column.value(repetition, (Long) value);
        int from = random.nextInt(1_000);
        alike(Types.IntegerType.get(), IntColumn::new, ints, () -> random.nextInt(distinct) - from);
        alike(Types.LongType.get(), LongColumn::new, longs, () -> random.nextLong() % distinct - from);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000_000})
    void boundsOfNumbers(int distinct) throws IOException {
        Put<DoubleColumn> doubles = (column, repetition, value) -> column.value(repetition, (Double) value);
        List<Double> odd = List.of(-0.0, 0.0, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, Double.MIN_VALUE);
        // Zero is never the least: parquet-java then leaves out its sign, which the format wants.
        alike(Types.DoubleType.get(), DoubleColumn::new, doubles, () -> (random.nextInt(distinct) - 1.5) / 7);
        alike(Types.DoubleType.get(), DoubleColumn::new, doubles, () -> odd.get(random.nextInt(odd.size())));
        Put<DoubleColumn> floats = (column, repetition, value) -> column.value(repetition, (Float) value);
        List<Float> oddFloats = List.of(-0.0f, 0.0f, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE);
        alike(Types.FloatType.get(), DoubleColumn::new, floats, () -> (random.nextInt(distinct) - 1.5f) / 7);
        alike(Types.FloatType.get(), DoubleColumn::new, floats, () -> oddFloats.get(random.nextInt(oddFloats.size())));
    }

    @Test
    void boundsOfBooleans() throws IOException {
        Put<BooleanColumn> booleans = (column, repetition, value) -> column.value(repetition, (Boolean) value);
        alike(Types.BooleanType.get(), BooleanColumn::new, booleans, random::nextBoolean);
        alike(Types.BooleanType.get(), BooleanColumn::new, booleans, () -> false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 400})
    void boundsOfTexts(int distinct) throws IOException {
        Put<TextColumn> texts = (column, repetition, value) -> column.value(repetition, (String) value);
        // Bounds of pages are cut at 64 bytes, within a character and where the last can be no larger.
        List<String> starts = List.of("", "x", "\u00e9".repeat(33), "\uffff".repeat(30), "\ud83e\uddec".repeat(20));
        for (int dictionary : List.of(1 << 20, 0)) {
            alike(
                    Types.StringType.get(),
                    (at, bounds, packer) -> new TextColumn(at, bounds, dictionary, packer),
                    texts,
                    () -> starts.get(random.nextInt(starts.size())) + random.nextInt(distinct));
        }
    }

    /** parquet-java leaves out all bounds of a page or chunk with a NaN, where the format has the other values bounded. */
    @Test
    void notANumberLiesInNoBounds() throws IOException {
        Schema schema = new Schema(optional(1, "v", Types.DoubleType.get()));
        List<Object> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            // Some pages are of NaN alone.
            boolean lone = row / PAGE_ROWS == 2;
            rows.add(lone || random.nextInt(4) == 0 ? (Double) Double.NaN : (Double) random.nextDouble());
        }
        Put<DoubleColumn> doubles = (column, repetition, value) -> column.value(repetition, (Double) value);
        List<Object> withoutLonePage = IntStream.range(0, ROWS)
                .filter(row -> row / PAGE_ROWS != 2)
                .mapToObj(rows::get)
                .toList();

        Told told = ours(schema, withoutLonePage, DoubleColumn::new, doubles);
        for (int page = 0; page < PAGES - 1; page++) {
            List<Double> numbers =
                    withoutLonePage
                            .subList(page * PAGE_ROWS, Math.min((page + 1) * PAGE_ROWS, withoutLonePage.size()))
                            .stream()
                            .map(Double.class::cast)
                            .filter(number -> !number.isNaN())
                            .toList();
            assertThat(number(told.index().getMin_values().get(page)))
                    .as(seed())
                    .isEqualTo(Collections.min(numbers));
            assertThat(number(told.index().getMax_values().get(page)))
                    .as(seed())
                    .isEqualTo(Collections.max(numbers));
        }
        // A page that has values and no bounds would be taken for one without values.
        Told lone = ours(schema, rows, DoubleColumn::new, doubles);
        assertThat(lone.index()).as(seed()).isNull();
        assertThat(lone.statistics()).as(seed()).isNull();
        assertThat(lone.offsets().getPage_locationsSize()).isEqualTo(PAGES);
    }

    private static double number(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    private static String seed() {
        return "seed " + SEED;
    }

    private interface Make<C> {
        C column(ColumnDescriptor at, boolean hasBounds, PagePacker packer);
    }

    private <C extends Column> void alike(Type type, Make<C> make, Put<C> put, Supplier<Object> value)
            throws IOException {
        Schema single = new Schema(optional(1, "v", type));
        Schema list = new Schema(optional(1, "v", Types.ListType.ofOptional(2, type)));
        for (double nulls : new double[] {0, 0.3, 1}) {
            List<Object> cells = new ArrayList<>();
            List<Object> lists = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                // One page has nothing but nulls.
                double share = row / PAGE_ROWS == 3 ? 1 : nulls;
                Supplier<Object> cell = () -> random.nextDouble() < share ? null : value.get();
                cells.add(cell.get());
                int elements = random.nextInt(5) - 1;
                lists.add(
                        elements < 0
                                ? null
                                : Stream.generate(cell).limit(elements).collect(Collectors.toList()));
            }
            alike(single, cells, make, put);
            alike(list, lists, make, put);
        }
    }

    private <C extends Column> void alike(Schema schema, List<Object> rows, Make<C> make, Put<C> put)
            throws IOException {
        Told ours = ours(schema, rows, make, put);
        Told theirs = theirs(schema, rows);
        assertThat(ours.chunk().getMeta_data().getNum_values())
                .as(seed())
                .isEqualTo(theirs.chunk().getMeta_data().getNum_values());
        assertThat(ours.statistics()).as(seed()).isEqualTo(theirs.statistics());
        assertThat(firstRows(ours)).as(seed()).hasSize(PAGES).isEqualTo(firstRows(theirs));
        assertThat(ours.index().getNull_pages())
                .as(seed())
                .isEqualTo(theirs.index().getNull_pages());
        assertThat(ours.index().getNull_counts())
                .as(seed())
                .isEqualTo(theirs.index().getNull_counts());
        assertThat(ours.index().getMin_values())
                .as(seed())
                .isEqualTo(theirs.index().getMin_values());
        assertThat(ours.index().getMax_values())
                .as(seed())
                .isEqualTo(theirs.index().getMax_values());
        assertThat(ours.index().getBoundary_order())
                .as(seed())
                .isEqualTo(theirs.index().getBoundary_order());
        long at = ours.chunk().getMeta_data().getData_page_offset();
        for (PageLocation page : ours.offsets().getPage_locations()) {
            assertThat(page.getOffset()).as(seed()).isEqualTo(at);
            at += page.getCompressed_page_size();
        }
        assertThat(at)
                .as(seed())
                .isEqualTo(WrittenFile.start(ours.chunk())
                        + ours.chunk().getMeta_data().getTotal_compressed_size());
    }

    private static List<Long> firstRows(Told told) {
        return told.offsets().getPage_locations().stream()
                .map(PageLocation::getFirst_row_index)
                .toList();
    }

    private static <C extends Column> Told ours(Schema schema, List<Object> rows, Make<C> make, Put<C> put)
            throws IOException {
        MessageType type = ParquetSchemaUtil.convert(schema, "table");
        InMemoryOutputFile file = new InMemoryOutputFile();
        try (PagePacker packer = new PagePacker(1, PAGE_ROWS);
                PositionOutputStream out = file.create()) {
            C column = make.column(type.getColumns().get(0), true, packer);
            for (Object row : rows) {
                column.startRow();
                if (row instanceof List<?> list) {
                    for (int element = 0; element < list.size(); element++) {
                        add(column, put, Math.min(1, element), list.get(element), 2);
                    }
                    if (list.isEmpty()) {
                        column.missing(0, 1);
                    }
                } else {
                    add(column, put, 0, row, 0);
                }
            }
            PackedPages pages = column.pack();
            ParquetFile writer = new ParquetFile(type, out);
            writer.add(rows.size(), path -> pages);
            writer.end(Map.of());
        }
        return told(file);
    }

    private static <C extends Column> void add(C column, Put<C> put, int repetition, Object value, int missing) {
        if (value == null) {
            column.missing(repetition, missing);
        } else {
            put.put(column, repetition, value);
        }
    }

    private static Told theirs(Schema schema, List<Object> rows) throws IOException {
        InMemoryOutputFile file = new InMemoryOutputFile();
        try (FileAppender<Record> writer = Parquet.write(file)
                .schema(schema)
                .set(TableProperties.PARQUET_PAGE_ROW_LIMIT, Integer.toString(PAGE_ROWS))
                .createWriterFunc(GenericParquetWriter::create)
                .build()) {
            for (Object row : rows) {
                Record built = GenericRecord.create(schema);
                built.set(0, row);
                writer.add(built);
            }
        }
        return told(file);
    }

    private static Told told(InMemoryOutputFile file) throws IOException {
        try (WrittenFile written = new WrittenFile(new InMemoryInputFile(file.toByteArray()))) {
            assertThat(written.rowGroups()).hasSize(1);
            ColumnChunk chunk = written.rowGroups().get(0).getColumns().get(0);
            return new Told(chunk, written.index(chunk), written.offsets(chunk, WrittenFile.start(chunk)));
        }
    }
}
