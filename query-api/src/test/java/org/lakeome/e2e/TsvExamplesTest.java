package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lakeome.e2e.RunningLakeome.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.AnnotationType;
import software.amazon.awssdk.services.omics.model.FormatToHeaderKey;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.waiters.OmicsWaiter;

/** The four TSV examples of the AWS HealthOmics user guide, with invented rows of the same shape. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TsvExamplesTest {

    private RunningLakeome lakeome;
    private OmicsClient omics;
    private OmicsWaiter waiter;
    private Jobs jobs;

    @BeforeAll
    void start() throws IOException {
        lakeome = RunningLakeome.get();
        omics = lakeome.omics("tabular");
        jobs = new Jobs(lakeome, "tabular");
        waiter = Jobs.waiter(omics);
    }

    @AfterAll
    void close() {
        waiter.close();
    }

    @Test
    void tsvExamplesOfTheGuideAreImported() throws Exception {
        String text = "STRING";
        Map<String, String> geneMap =
                columns("chromosome", text, "genomic_position_start", "LONG", "genomic_position_end", "LONG");
        for (String column : List.of(
                "cyto_location",
                "computed_cyto_location",
                "mim_number",
                "gene_symbols",
                "gene_name",
                "approved_gene_symbol",
                "entrez_gene_id",
                "ensembl_gene_id",
                "comments",
                "phenotypes",
                "mouse_gene_symbol")) {
            geneMap.put(column, text);
        }
        tsv(
                "mimgenemap",
                AnnotationType.CHR_START_END_ONE_BASE,
                Map.of(
                        FormatToHeaderKey.CHR, "chromosome",
                        FormatToHeaderKey.START, "genomic_position_start",
                        FormatToHeaderKey.END, "genomic_position_end"),
                geneMap,
                false,
                """
                # invented
                chr1	5	9	1p36	1p36.1	1	EDEN, ED	Eden gene	EDEN	11	ENSG1	.	Mild thing, 1 (3)	Eden
                chr1	11	12	1p36		2	NOD	Nod gene						Nod
                """);
        tsv(
                "cexbed",
                AnnotationType.CHR_START_END_ZERO_BASE,
                Map.of(
                        FormatToHeaderKey.CHR,
                        "chromosome",
                        FormatToHeaderKey.START,
                        "start",
                        FormatToHeaderKey.END,
                        "end"),
                columns("chromosome", text, "start", "LONG", "end", "LONG", "name", text),
                false,
                "# exome\nchr1\t4\t9\texon1\nchr3\t0\t2\texon2\n");
        Map<String, String> gnomad = columns("chromosome", text, "start", "LONG", "ref", text, "alt", text);
        List.of("rsids", "filters", "ac", "an", "af", "nhomalt", "vep").forEach(column -> gnomad.put(column, text));
        tsv(
                "gnomadchrx",
                AnnotationType.CHR_POS_REF_ALT,
                Map.of(
                        FormatToHeaderKey.CHR, "chromosome",
                        FormatToHeaderKey.POS, "start",
                        FormatToHeaderKey.REF, "ref",
                        FormatToHeaderKey.ALT, "alt"),
                gnomad,
                true,
                "#reduced\nchromosome\tstart\tref\talt\trsids\tfilters\tac\tan\taf\tnhomalt\tvep\n"
                        + "chr3\t3\tTTG\tT\trs1\tPASS\t1\t10\t0.1\t0\tA|b\n");
        tsv(
                "mim2gene",
                AnnotationType.GENERIC,
                Map.of(),
                columns(
                        "mim_number",
                        text,
                        "mim_entry_type",
                        text,
                        "entrez_gene_id",
                        text,
                        "approved_symbol",
                        text,
                        "ensembl_id",
                        text),
                false,
                "# invented\n100050\tpredominantly phenotypes\t\t\t\n100640\tgene\t216\tALDH1A1\tENSG00000165092\n");

        try (Connection connection = lakeome.connect("tabular")) {
            assertThat(rows(connection, """
                            SELECT chromosome, genomic_position_start, genomic_position_end, gene_symbols, phenotypes
                            FROM mimgenemap ORDER BY 2"""))
                    .containsExactly(
                            List.of("chr1", 4L, 9L, "EDEN, ED", "Mild thing, 1 (3)"),
                            Arrays.asList("chr1", 10L, 12L, "NOD", null));
            assertThat(rows(connection, "SELECT chromosome, start, \"end\", name FROM cexbed ORDER BY 1"))
                    .containsExactly(List.of("chr1", 4L, 9L, "exon1"), List.of("chr3", 0L, 2L, "exon2"));
            assertThat(rows(connection, "SELECT chromosome, start, \"end\", ref, alt, af, vep FROM gnomadchrx"))
                    .containsExactly(List.of("chr3", 2L, 5, "TTG", "T", "0.1", "A|b"));
            assertThat(rows(connection, "SELECT mim_number, approved_symbol FROM mim2gene ORDER BY 1"))
                    .containsExactly(Arrays.asList("100050", null), List.of("100640", "ALDH1A1"));
        }
    }

    private static Map<String, String> columns(String... namesAndTypes) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.put(namesAndTypes[i], namesAndTypes[i + 1]);
        }
        return columns;
    }

    private void tsv(
            String store,
            AnnotationType type,
            Map<FormatToHeaderKey, String> header,
            Map<String, String> columns,
            boolean hasHeader,
            String lines) {
        omics.createAnnotationStore(create -> create.name(store)
                .storeFormat(StoreFormat.TSV)
                .reference(of -> of.referenceArn(jobs.reference()))
                .storeOptions(options -> options.tsvStoreOptions(tsv -> tsv.annotationType(type)
                        .formatToHeader(header)
                        .schemaWithStrings(columns.entrySet().stream()
                                .map(column -> Map.of(column.getKey(), column.getValue()))
                                .toList()))));
        waiter.waitUntilAnnotationStoreCreated(get -> get.name(store));
        String source = jobs.upload(store + ".tsv", lines.getBytes(StandardCharsets.UTF_8));
        var job = jobs.annotate(
                store,
                source,
                start -> start.formatOptions(format -> format.tsvOptions(tsv ->
                        tsv.readOptions(read -> read.sep("\t").header(hasHeader).comment("#")))));
        assertThat(job.status()).as(store + ": " + job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
    }
}
