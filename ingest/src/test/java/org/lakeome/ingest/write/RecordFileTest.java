package org.lakeome.ingest.write;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of every type come back as they were, and the facts about the file are those of Iceberg's own writer. */
class RecordFileTest {
    private static final long SEED = new Random().nextLong();
    private static final int ROWS = 3_000;

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    private int id;

    RecordFileTest() {
        System.out.println("RecordFileTest seed " + SEED);
    }

    @Test
    void rowsOfEveryTypeComeBackAndAreDescribedAsByIceberg() throws IOException {
        Table table = table(everyType(2));
        for (double nulls : new double[] {0, 0.2, 1}) {
            List<Record> rows = IntStream.range(0, ROWS)
                    .mapToObj(row -> (Record) value(table.schema().asStruct(), nulls))
                    .toList();
            comesBack(table, rows, 1 << (12 + random.nextInt(12)));
        }
    }

    @Test
    void fileWithoutRowsCanBeRead() throws IOException {
        comesBack(table(everyType(1)), List.of(), 1 << 20);
    }

    /** More than a dictionary holds, so that some pages have it and others not; the extremes are in the first and in the last. */
    @Test
    void textsOfPagesWithDictionaryAndWithoutAreBoundedTogether() throws IOException {
        Table table = table(List.of(optional(++id, "id", Types.StringType.get())));
        List<Record> rows = new ArrayList<>();
        for (int row = 0; row < 200_000; row++) {
            Record record = GenericRecord.create(table.schema());
            int from = row == 7 ? 0 : row == 199_990 ? 2_000_000 : 1_000_000;
            record.setField("id", "rs" + (1_000_000 + from + (from == 1_000_000 ? random.nextInt(900_000) : 0)));
            rows.add(record);
        }
        comesBack(table, rows, 1 << 25);
        assertThat(rowGroups).hasSize(1);
    }

    @Test
    void thousandsOfColumnsOfDistinctTextsFitIntoAWorkersMemory() throws IOException {
        List<Types.NestedField> columns = new ArrayList<>();
        for (int column = 0; column < 5_000; column++) {
            columns.add(optional(++id, "c" + column, Types.StringType.get()));
        }
        Table table = table(columns);
        long before = heap();
        RecordFile file = new RecordFile(
                FileShape.of(table, table.schema()), table.location() + "/data/wide.parquet", null, 32 << 20);
        Record row = GenericRecord.create(table.schema());
        for (int number = 0; number < 2_000; number++) {
            for (int column = 0; column < 5_000; column++) {
                row.set(column, "text" + random.nextInt());
            }
            file.add(row);
        }
        assertThat(heap() - before).as("bytes").isLessThan(400L << 20);
        assertThat(file.close().recordCount()).isEqualTo(2_000);
    }

    @Test
    void namesThatParquetCannotHaveComeBack() throws IOException {
        Table table = table(List.of(
                optional(++id, "gene (HGNC)", Types.StringType.get()), optional(++id, "1st-\u00e9", everyList())));
        comesBack(
                table,
                IntStream.range(0, 100)
                        .mapToObj(row -> (Record) value(table.schema().asStruct(), 0.3))
                        .toList(),
                1 << 20);
    }

    @Test
    void rowGroupsEndWithTheirContigUnlessTheyAreShort() throws IOException {
        Table table = table(List.of(
                optional(++id, "seqid", Types.StringType.get()), optional(++id, "start", Types.LongType.get())));
        List<Record> rows = new ArrayList<>();
        for (int contig = 0; contig < 4; contig++) {
            for (int row = 0; row < (contig == 1 ? 10 : 1_500); row++) {
                Record record = GenericRecord.create(table.schema());
                record.setField("seqid", "chr" + contig);
                record.setField("start", (long) row);
                rows.add(record);
            }
        }
        comesBack(table, rows, 1 << 20);
        assertThat(rowGroups).containsExactly(1_500L, 1_510L, 1_500L);
    }

    private final List<Long> rowGroups = new ArrayList<>();

    private void comesBack(Table table, List<Record> rows, long groupBytes) throws IOException {
        String location = table.location() + "/data/" + ++id + ".parquet";
        RecordFile file = new RecordFile(FileShape.of(table, table.schema()), location, null, groupBytes);
        for (Record row : rows) {
            file.add(row);
        }
        DataFile written = file.close();
        List<Record> read = new ArrayList<>();
        try (CloseableIterable<Record> all = Parquet.read(table.io().newInputFile(location))
                .project(table.schema())
                .createReaderFunc(type -> GenericParquetReaders.buildReader(table.schema(), type))
                .build()) {
            all.forEach(read::add);
        }
        assertThat(read).as("seed " + SEED).isEqualTo(rows);
        assertThat(written.recordCount()).isEqualTo(rows.size());
        assertThat(written.fileSizeInBytes())
                .isEqualTo(table.io().newInputFile(location).getLength());
        rowGroups.clear();
        try (var footer = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(location), new Configuration()))) {
            footer.getRowGroups().forEach(group -> rowGroups.add(group.getRowCount()));
        }
        if (!rows.isEmpty()) {
            assertThat(described(table, written)).as("seed " + SEED).isEqualTo(describedByIceberg(table, rows));
        }
    }

    /** Counts and bounds of the columns, as text. */
    private static Map<String, List<Object>> described(Table table, DataFile file) {
        Metrics metrics = new Metrics(
                file.recordCount(),
                null,
                file.valueCounts(),
                file.nullValueCounts(),
                null,
                file.lowerBounds(),
                file.upperBounds());
        return described(table, metrics);
    }

    private static Map<String, List<Object>> described(Table table, Metrics metrics) {
        Map<String, List<Object>> facts = new HashMap<>();
        for (Types.NestedField column : table.schema().columns()) {
            if (column.type().isPrimitiveType()) {
                List<Object> of = new ArrayList<>();
                of.add(metrics.valueCounts().get(column.fieldId()));
                of.add(metrics.nullValueCounts().get(column.fieldId()));
                for (var bounds : List.of(metrics.lowerBounds(), metrics.upperBounds())) {
                    var bound = bounds.get(column.fieldId());
                    of.add(
                            bound == null
                                    ? null
                                    : String.valueOf((Object) Conversions.fromByteBuffer(column.type(), bound)));
                }
                facts.put(column.name(), of);
            }
        }
        return facts;
    }

    private Map<String, List<Object>> describedByIceberg(Table table, List<Record> rows) throws IOException {
        String location = table.location() + "/data/" + ++id + "-iceberg.parquet";
        FileAppender<Record> writer = Parquet.write(table.io().newOutputFile(location))
                .schema(table.schema())
                .createWriterFunc(type -> GenericParquetWriter.create(table.schema(), type))
                .build();
        try (writer) {
            rows.forEach(writer::add);
        }
        FileShape shape = FileShape.of(table, table.schema());
        return described(table, ParquetUtil.fileMetrics(table.io().newInputFile(location), shape.metrics()));
    }

    private static long heap() {
        System.gc();
        Runtime memory = Runtime.getRuntime();
        return memory.totalMemory() - memory.freeMemory();
    }

    private Table table(List<Types.NestedField> columns) {
        return new HadoopTables(new Configuration())
                .create(new Schema(columns), folder.resolve("table" + ++id).toString());
    }

    /** A column of each type there is, lists, maps and structs of such to the given depth among them. */
    private List<Types.NestedField> everyType(int depth) {
        List<Type> types = new ArrayList<>(List.of(
                Types.StringType.get(),
                Types.IntegerType.get(),
                Types.LongType.get(),
                Types.FloatType.get(),
                Types.DoubleType.get(),
                Types.BooleanType.get()));
        if (depth > 0) {
            types.add(Types.StructType.of(everyType(depth - 1)));
            for (Types.NestedField inner : everyType(depth - 1)) {
                types.add(Types.ListType.ofOptional(++id, inner.type()));
            }
            for (Types.NestedField inner : everyType(depth - 1)) {
                types.add(Types.MapType.ofOptional(++id, ++id, Types.StringType.get(), inner.type()));
            }
        }
        return types.stream()
                .map(type -> {
                    int field = ++id;
                    return optional(field, "c" + field, type);
                })
                .toList();
    }

    private Type everyList() {
        return Types.ListType.ofOptional(++id, Types.StringType.get());
    }

    private Object value(Type type, double nulls) {
        return switch (type.typeId()) {
            // parquet-java keeps no bounds of the longest.
            case STRING -> "x".repeat(random.nextInt(5_000) == 0 ? 5_000 : random.nextInt(40)) + random.nextInt(50);
            case INTEGER -> random.nextInt(random.nextBoolean() ? 10 : Integer.MAX_VALUE);
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case STRUCT -> {
                Record struct = GenericRecord.create(type.asStructType());
                List<Types.NestedField> fields = type.asStructType().fields();
                for (int i = 0; i < fields.size(); i++) {
                    struct.set(i, maybe(fields.get(i).type(), nulls));
                }
                yield struct;
            }
            case LIST -> {
                List<Object> list = new ArrayList<>();
                for (int more = random.nextInt(4); more > 0; more--) {
                    list.add(maybe(type.asListType().elementType(), nulls));
                }
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new HashMap<>();
                for (int more = random.nextInt(4); more > 0; more--) {
                    map.put("k" + random.nextInt(20), maybe(type.asMapType().valueType(), nulls));
                }
                yield map;
            }
            default -> throw new AssertionError(type);
        };
    }

    private Object maybe(Type type, double nulls) {
        return random.nextDouble() < nulls ? null : value(type, nulls);
    }
}
