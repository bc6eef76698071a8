package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lakeome.e2e.RunningLakeome.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.AnnotationType;
import software.amazon.awssdk.services.omics.model.FormatToHeaderKey;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.VariantImportItemSource;
import software.amazon.awssdk.services.omics.waiters.OmicsWaiter;

/**
 * The flow of the AWS HealthOmics analytics tutorial and user guide with invented data, its queries as published but for the
 * names of schema and tables; among the rows are some without the keys that the queries ask for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TutorialTest {

    private static final String HEADER = """
            ##fileformat=VCFv4.2
            ##contig=<ID=chr1>
            ##FILTER=<ID=LowQual,Description="low">
            ##INFO=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	%s
            """;

    private static final String CLINVAR = """
            ##fileformat=VCFv4.1
            ##contig=<ID=1>
            ##INFO=<ID=CLNSIG,Number=.,Type=String,Description="significance">
            ##INFO=<ID=CLNDISDB,Number=.,Type=String,Description="disease databases">
            ##INFO=<ID=CLNDN,Number=.,Type=String,Description="disease">
            ##INFO=<ID=GENEINFO,Number=1,Type=String,Description="gene">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO
            1	3	1	G	A	.	.	CLNSIG=Likely_pathogenic;CLNDISDB=MONDO:1,SNOMED_CT:254637007;CLNDN=Lung_cancer;GENEINFO=EDEN:1
            1	5	2	A	G	.	.	CLNSIG=Benign;CLNDISDB=MedGen:CN1;CLNDN=none
            1	6	3	C	T	.	.	CLNDISDB=SNOMED_CT:254637007,SNOMED_CT:7;CLNDN=Lung_cancer
            1	7	4	G	T	.	.	GENEINFO=NOWHERE:2
            1	8	5	TA	T	.	.	CLNSIG=Likely_pathogenic;CLNDISDB=SNOMED_CT:254637007
            """;

    private RunningLakeome lakeome;
    private OmicsClient omics;
    private OmicsWaiter waiter;
    private Jobs jobs;

    @BeforeAll
    void start() throws IOException {
        lakeome = RunningLakeome.get();
        omics = lakeome.omics("tutor");
        jobs = new Jobs(lakeome, "tutor");
        waiter = OmicsWaiter.builder()
                .client(omics)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .maxAttempts(300)
                        .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofSeconds(1)))
                        .build())
                .build();
    }

    @AfterAll
    void close() {
        waiter.close();
    }

    @Test
    void publishedQueriesRunAsTheyAreOnTheImportsOfTheTutorial() throws Exception {
        String reference = jobs.reference();
        omics.createVariantStore(create -> create.name("omicsvariants").reference(of -> of.referenceArn(reference)));
        waiter.waitUntilVariantStoreCreated(get -> get.name("omicsvariants"));
        String importOfVcfs = omics.startVariantImportJob(start -> start.destinationName("omicsvariants")
                        .roleArn("arn:aws:iam::" + lakeome.account("tutor") + ":role/OmicsRole")
                        .items(
                                item(
                                        "NA12878",
                                        "3 G A 0/1 PASS",
                                        "6 C T 1/1 PASS",
                                        "1 A C 0/1 PASS",
                                        "11 G T 0/1 LowQual"),
                                item("NA12891", "3 G A 1/1 PASS", "9 A C 1/1 PASS"),
                                item("NA12892", "6 C T 0/1 PASS", "9 A C 1/1 PASS")))
                .jobId();
        waiter.waitUntilVariantImportJobCreated(get -> get.jobId(importOfVcfs));
        assertThat(omics.listVariantImportJobs(list ->
                                list.filter(of -> of.storeName("omicsvariants").status("COMPLETED")))
                        .variantImportJobs())
                .extracting(job -> job.id())
                .containsExactly(importOfVcfs);
        omics.createAnnotationStore(create -> create.name("omicsannotations")
                .storeFormat(StoreFormat.VCF)
                .reference(of -> of.referenceArn(reference)));
        waiter.waitUntilAnnotationStoreCreated(get -> get.name("omicsannotations"));
        String importOfClinvar = omics.startAnnotationImportJob(start -> start.destinationName("omicsannotations")
                        .roleArn("arn:aws:iam::" + lakeome.account("tutor") + ":role/OmicsRole")
                        .items(item ->
                                item.source(jobs.upload("clinvar.vcf", CLINVAR.getBytes(StandardCharsets.UTF_8)))))
                .jobId();
        waiter.waitUntilAnnotationImportJobCreated(get -> get.jobId(importOfClinvar));
        assertThat(omics.getAnnotationImportJob(get -> get.jobId(importOfClinvar))
                        .status())
                .isEqualTo(JobStatus.COMPLETED);

        try (Connection connection = lakeome.connect("tutor")) {
            assertThat(rows(connection, "SELECT * from omicsvariants limit 10")).hasSize(8);
            assertThat(rows(connection, TITV + " ORDER BY sampleid"))
                    .containsExactly(List.of("NA12878", 3.0), List.of("NA12891", 1.0), List.of("NA12892", 0.5));
            assertThat(rows(connection, DISEASE + " ORDER BY start"))
                    .extracting(Object::toString)
                    .containsExactly(
                            "[chr1, 2, G, [A], EDEN:1, Likely_pathogenic, [SNOMED_CT:254637007], Lung_cancer]",
                            "[chr1, 5, C, [T], null, null, [SNOMED_CT:254637007, SNOMED_CT:7], Lung_cancer]");
            assertThat(rows(connection, JOIN))
                    .extracting(row -> row.get(0), row -> row.get(1), row -> row.get(2))
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("NA12878", "chr1", 2L),
                            org.assertj.core.groups.Tuple.tuple("NA12891", "chr1", 2L));
            assertThat(rows(connection, """
                            SELECT attributes[concat('CLN', 'SIG')], attributes[key], cast(attributes as json) is null
                            FROM omicsannotations CROSS JOIN (VALUES 'GENEINFO') AS t(key) WHERE start = 6""")).containsExactly(Arrays.asList(null, "NOWHERE:2", false));
        }
    }

    /** AWS tutorial notebook 200-omics_analytics, for {@code "default"."<store>"}. */
    private static final String TITV = """
            WITH dataset AS (
                SELECT
                    referenceallele,
                    alternatealleles,
                    if (cardinality(calls) = 2 and element_at(calls,1)=element_at(calls, 2),2,1) as allelecount,
                    sampleid
                FROM "tutor"."omicsvariants"
                WHERE filters[1] = 'PASS'
            )
            SELECT
                sampleid,
                CAST (sum(CASE WHEN
                        referenceallele in ('C','T') and alternateallele in ('C','T') THEN allelecount
                        WHEN referenceallele in ('A','G') and alternateallele in ('A','G') THEN allelecount ELSE 0 END) AS double )/ sum(CASE WHEN
                        referenceallele in ('C','T') and alternateallele in ('A','G') THEN allelecount
                        WHEN referenceallele in ('A','G') and alternateallele in ('C','T') THEN allelecount ELSE 0 END) as titv_ratio
            FROM dataset
            CROSS JOIN UNNEST(alternatealleles) as t(alternateallele)
            WHERE
                length(referenceallele) = 1 and length(alternateallele) = 1
            GROUP BY
                sampleid""";

    /** The same notebook. */
    private static final String DISEASE = """
            SELECT
                concat('chr', contigname) as contigname,
                start,
                referenceallele,
                alternatealleles,
                attributes['GENEINFO'] as gene_info,
                attributes['CLNSIG'] as clinical_significance,
                regexp_extract_all(attributes['CLNDISDB'], 'SNOMED_CT:\\d+') as snomed_ct,
                attributes['CLNDN'] as disease_name
            from "tutor"."omicsannotations"
            where
                    attributes['CLNDISDB'] like '%SNOMED_CT:254637007%'
                and length(referenceallele) = 1
                and cardinality(alternatealleles) = 1
                and length(alternatealleles[1]) = 1""";

    /** AWS user guide, analytics-run-queries. */
    private static final String JOIN = """
            SELECT variants.sampleid,
              variants.contigname,
              variants.start,
              variants."end",
              variants.referenceallele,
              variants.alternatealleles,
              variants.attributes AS variant_attributes,
              clinvar.attributes AS clinvar_attributes
            FROM omicsvariants as variants
            INNER JOIN omicsannotations as clinvar ON
              variants.contigname=CONCAT('chr',clinvar.contigname)
              AND variants.start=clinvar.start
              AND variants."end"=clinvar."end"
              AND variants.referenceallele=clinvar.referenceallele
              AND variants.alternatealleles=clinvar.alternatealleles
            WHERE clinvar.attributes['CLNSIG']='Likely_pathogenic'
            """;

    private VariantImportItemSource item(String sample, String... calls) {
        StringBuilder vcf = new StringBuilder(HEADER.formatted(sample));
        for (String call : Arrays.stream(calls)
                .sorted(java.util.Comparator.comparing((String text) -> Integer.parseInt(text.split(" ")[0])))
                .toList()) {
            String[] part = call.split(" ");
            vcf.append("chr1\t%s\t.\t%s\t%s\t50\t%s\tDP=9\tGT\t%s\n"
                    .formatted(part[0], part[1], part[2], part[4], part[3]));
        }
        return VariantImportItemSource.builder()
                .source(jobs.upload(sample + ".vcf", vcf.toString().getBytes(StandardCharsets.UTF_8)))
                .build();
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

        try (Connection connection = lakeome.connect("tutor")) {
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
