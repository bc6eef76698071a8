package org.lakeome.catalog.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.junit.jupiter.api.Test;
import org.lakeome.catalog.format.AnnotationType;
import org.lakeome.catalog.format.ColumnType;
import org.lakeome.catalog.format.FileLayout;
import org.lakeome.catalog.format.StoreFormat;
import org.lakeome.catalog.format.TableShape;
import org.lakeome.catalog.format.TsvColumn;
import org.lakeome.catalog.format.TsvKey;
import org.lakeome.catalog.format.TsvOptions;

class TableLayoutTest {

    private static List<String> columns(TableShape shape) {
        Schema schema = TableLayout.of(shape).schema();
        return schema.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }

    @Test
    void gffTableHasAwsColumnsInTheirOrderAndNoPartitions() {
        TableShape shape = new StoreFormat.Gff().shape();

        assertThat(columns(shape))
                .containsExactly(
                        "importjobid string",
                        "seqid string",
                        "source string",
                        "type string",
                        "start long",
                        "end long",
                        "score double",
                        "strand string",
                        "phase int",
                        "id string",
                        "name string",
                        "alias string",
                        "parent list<string>",
                        "target string",
                        "gap string",
                        "derivesfrom string",
                        "note list<string>",
                        "dbxref list<string>",
                        "ontologyterm list<string>",
                        "is_circular boolean",
                        "information map<string, string>");
        assertThat(TableLayout.of(shape).partition().isUnpartitioned()).isTrue();
    }

    @Test
    void tsvTableHasTheColumnsOfItsSchemaBetweenOurs() {
        TsvOptions options = new TsvOptions(
                AnnotationType.CHR_POS,
                Map.of(TsvKey.CHR, "chrom", TsvKey.POS, "start"),
                List.of(
                        new TsvColumn("chrom", ColumnType.STRING),
                        new TsvColumn("start", ColumnType.INT),
                        new TsvColumn("count", ColumnType.LONG),
                        new TsvColumn("freq", ColumnType.FLOAT),
                        new TsvColumn("score", ColumnType.DOUBLE),
                        new TsvColumn("known", ColumnType.BOOLEAN)));

        assertThat(columns(new StoreFormat.Tsv(options).shape()))
                .containsExactly(
                        "importjobid string",
                        "chrom string",
                        "start int",
                        "count long",
                        "freq float",
                        "score double",
                        "known boolean",
                        "end int",
                        "information map<string, string>");
    }

    @Test
    void genericTsvTableHasNoEndOfItsOwn() {
        TsvOptions options =
                new TsvOptions(AnnotationType.GENERIC, Map.of(), List.of(new TsvColumn("gene", ColumnType.STRING)));

        assertThat(columns(new TableShape.Tabular(options)))
                .containsExactly("importjobid string", "gene string", "information map<string, string>");
    }

    @Test
    void vcfAnnotationTableIsThatOfAVariantStore() {
        TableLayout layout = TableLayout.of(new StoreFormat.Vcf().shape());

        assertThat(layout.schema().sameSchema(VariantTable.schema())).isTrue();
        assertThat(layout.partition().fields()).extracting("name").containsExactly("sampleid");
        assertThat(layout.properties()).containsEntry("write.distribution-mode", "hash");
    }

    @Test
    void tableOfSharedSiteColumnsHasTheSameColumnsAndNoPartitions() {
        TableLayout layout = TableLayout.of(new TableShape.Calls(FileLayout.SHARED));

        assertThat(layout.schema().sameSchema(VariantTable.schema())).isTrue();
        assertThat(layout.partition().isUnpartitioned()).isTrue();
        assertThat(layout.order().isUnsorted()).isTrue();
        assertThat(layout.properties()).containsEntry("lakeome.layout", "shared");
    }

    @Test
    void everyColumnOfOursSaysWhatItHolds() {
        for (TableShape shape : List.of(
                new TableShape.Calls(FileLayout.SHARED), new TableShape.Features(), new TableShape.Rejected())) {
            assertThat(TableLayout.of(shape).schema().columns())
                    .allSatisfy(
                            column -> assertThat(column.doc()).as(column.name()).isNotBlank());
        }
        TsvOptions options =
                new TsvOptions(AnnotationType.GENERIC, Map.of(), List.of(new TsvColumn("gene", ColumnType.STRING)));
        assertThat(TableLayout.of(new TableShape.Tabular(options)).schema().columns())
                .extracting(column -> column.doc() != null)
                .containsExactly(true, false, true);
    }

    @Test
    void rejectedTableSaysWhereWhatAndWhy() {
        assertThat(columns(new TableShape.Rejected()))
                .containsExactly(
                        "importjobid string",
                        "source string",
                        "line long",
                        "byteoffset long",
                        "field string",
                        "value string",
                        "reason string",
                        "rawtext string");
        assertThat(TableLayout.of(new TableShape.Rejected()).schema().columns())
                .allMatch(column -> column.isOptional());
    }
}
