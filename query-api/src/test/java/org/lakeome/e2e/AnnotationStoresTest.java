package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.AnnotationType;
import software.amazon.awssdk.services.omics.model.FormatToHeaderKey;
import software.amazon.awssdk.services.omics.model.GetAnnotationImportJobResponse;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobResponse;
import software.amazon.awssdk.services.omics.model.JobStatus;
import software.amazon.awssdk.services.omics.model.StoreFormat;
import software.amazon.awssdk.services.omics.model.ValidationException;

/** Annotation stores of each format, made and filled by the Java SDK and asked in SQL, on a whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnnotationStoresTest {

    private static final Path CLINVAR = RunningLakeome.DATA.resolve("slivar/clinvar_20191007.vcf.gz");
    private static final Path GENE = RunningLakeome.DATA.resolve("htsjdk-gff/canonical_gene.gff3");

    /** Of the form of ClinVar's; the slice has no record of that disease and significance. */
    private static final String LIKELY =
            "1\t976600\t999999\tC\tT\t.\t.\tALLELEID=1;CLNDISDB=MedGen:C0006142,SNOMED_CT:254637007;CLNDN=Breast_neoplasm;"
                    + "CLNSIG=Likely_pathogenic;CLNVC=single_nucleotide_variant;GENEINFO=AGRN:375790\n";

    private static final String VARIANTS = """
            ##fileformat=VCFv4.2
            ##INFO=<ID=DP,Number=1,Type=Integer,Description="depth">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1
            chr1	949523	.	C	T	10	PASS	DP=9	GT	0/1
            chr1	976600	.	C	T	10	PASS	DP=8	GT	1/1
            chr1	976600	.	C	A	10	PASS	DP=8	GT	0/1
            """;

    @TempDir
    Path folder;

    private RunningLakeome lakeome;
    private OmicsClient judy;
    private Jobs jobs;

    @BeforeAll
    void start() throws IOException {
        lakeome = RunningLakeome.get();
        lakeome.account("judy");
        judy = lakeome.omics("judy");
        jobs = new Jobs(lakeome, "judy");
    }

    @Test
    void clinvarIsJoinedByThePublishedQueries() throws Exception {
        assumeTrue(Files.exists(CLINVAR), "no " + CLINVAR);
        judy.createAnnotationStore(store -> store.name("omicsannotations")
                .storeFormat(StoreFormat.VCF)
                .reference(of -> of.referenceArn(jobs.reference())));
        jobs.awaitAnnotationStore("omicsannotations");
        String clinvar = jobs.upload("clinvar.vcf", (text(CLINVAR) + LIKELY).getBytes(StandardCharsets.UTF_8));

        GetAnnotationImportJobResponse job = jobs.annotate(
                "omicsannotations",
                clinvar,
                start -> start.formatOptions(format -> format.vcfOptions(vcf -> vcf.ignoreQualField(true))));

        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.versionName()).isEqualTo("omicsannotations");
        assertThat(job.formatOptions().vcfOptions().ignoreQualField()).isTrue();
        jobs.store("omicsvariants");
        assertThat(jobs.run("omicsvariants", jobs.upload("calls.vcf", VARIANTS.getBytes(StandardCharsets.UTF_8)))
                        .status())
                .isEqualTo(JobStatus.COMPLETED);
        try (Connection connection = lakeome.connect("judy")) {
            assertThat(rows(connection, "SELECT count(*), count(sampleid), count(qual) FROM omicsannotations"))
                    .containsExactly(List.of(73L, 0L, 0L));
            assertThat(rows(connection, JOIN))
                    .containsExactly(List.of(
                            "S1", "chr1", 976599L, 976600L, "C", List.of("T"), Map.of("DP", "8"), "Likely_pathogenic"));
            assertThat(rows(connection, DISEASE))
                    .containsExactly(List.of(
                            "chr1",
                            976599L,
                            "C",
                            List.of("T"),
                            "AGRN:375790",
                            "Likely_pathogenic",
                            List.of("SNOMED_CT:254637007"),
                            "Breast_neoplasm"));
        }
    }

    /** AWS user guide, analytics-run-queries, but for the last column, which is one key of its map. */
    private static final String JOIN = """
            SELECT variants.sampleid,
              variants.contigname,
              variants.start,
              variants."end",
              variants.referenceallele,
              variants.alternatealleles,
              variants.attributes AS variant_attributes,
              clinvar.attributes['CLNSIG'] AS clinvar_attributes
            FROM omicsvariants as variants
            INNER JOIN omicsannotations as clinvar ON
              variants.contigname=CONCAT('chr',clinvar.contigname)
              AND variants.start=clinvar.start
              AND variants."end"=clinvar."end"
              AND variants.referenceallele=clinvar.referenceallele
              AND variants.alternatealleles=clinvar.alternatealleles
            WHERE clinvar.attributes['CLNSIG']='Likely_pathogenic'
            """;

    /** AWS tutorial notebook 200-omics_analytics. */
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
            from omicsannotations
            where
                    attributes['CLNDISDB'] like '%SNOMED_CT:254637007%'
                and length(referenceallele) = 1
                and cardinality(alternatealleles) = 1
                and length(alternatealleles[1]) = 1
            """;

    @Test
    void featuresOfAGffFileHaveTheirTagsInColumns() throws Exception {
        assumeTrue(Files.exists(GENE), "no " + GENE);
        judy.createAnnotationStore(store -> store.name("genes").storeFormat(StoreFormat.GFF));
        jobs.awaitAnnotationStore("genes");

        GetAnnotationImportJobResponse job = jobs.annotate("genes", jobs.upload(GENE), start -> {});

        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        try (Connection connection = lakeome.connect("judy")) {
            assertThat(rows(connection, "SELECT type, count(*) FROM genes GROUP BY type ORDER BY type"))
                    .containsExactly(
                            List.of("CDS", 13L),
                            List.of("TF_binding_site", 1L),
                            List.of("exon", 5L),
                            List.of("gene", 1L),
                            List.of("mRNA", 3L));
            assertThat(rows(connection, """
                            SELECT seqid, source, start, "end", score, strand, phase, id, name, parent, information
                            FROM genes WHERE id = 'exon00002'"""))
                    .containsExactly(Arrays.asList(
                            "ctg123",
                            null,
                            1049L,
                            1500L,
                            null,
                            "+",
                            null,
                            "exon00002",
                            null,
                            List.of("mRNA00001", "mRNA00002"),
                            null));
        }
    }

    @Test
    void tsvPositionsBecomeZeroBasedIntervals() throws Exception {
        judy.createAnnotationStore(store -> store.name("scores")
                .storeFormat(StoreFormat.TSV)
                .storeOptions(
                        options -> options.tsvStoreOptions(tsv -> tsv.annotationType(AnnotationType.CHR_POS_REF_ALT)
                                .formatToHeader(Map.of(
                                        FormatToHeaderKey.CHR, "chrom",
                                        FormatToHeaderKey.POS, "pos",
                                        FormatToHeaderKey.REF, "ref",
                                        FormatToHeaderKey.ALT, "alt"))
                                .schemaWithStrings(List.of(
                                        Map.of("chrom", "STRING"),
                                        Map.of("pos", "LONG"),
                                        Map.of("ref", "STRING"),
                                        Map.of("alt", "STRING"),
                                        Map.of("score", "DOUBLE"))))));
        jobs.awaitAnnotationStore("scores");
        String source = jobs.upload(
                "scores.csv",
                "CHROM;POS;REF;ALT;S\nchr1;1;ATGC;ATAC;0.5\nchr1;7;A;C;\n".getBytes(StandardCharsets.UTF_8));

        GetAnnotationImportJobResponse job = jobs.annotate(
                "scores",
                source,
                start -> start.formatOptions(format -> format.tsvOptions(
                        tsv -> tsv.readOptions(read -> read.sep(";").header(true)))));

        assertThat(job.status()).as(job.statusMessage()).isEqualTo(JobStatus.COMPLETED);
        try (Connection connection = lakeome.connect("judy")) {
            assertThat(rows(connection, "SELECT chrom, pos, \"end\", ref, alt, score FROM scores ORDER BY pos"))
                    .containsExactly(
                            List.of("chr1", 0L, 4, "ATGC", "ATAC", 0.5), Arrays.asList("chr1", 6L, 7, "A", "C", null));
        }
        assertThatThrownBy(() -> judy.startAnnotationImportJob(start -> start.destinationName("scores")
                        .roleArn("arn:aws:iam::" + lakeome.account("judy") + ":role/import")
                        .runLeftNormalization(true)
                        .items(item -> item.source(source))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("made without one");
    }

    @Test
    void tsvAllelesAreLeftNormalisedAgainstTheStoresReference() throws Exception {
        Path reference = Files.writeString(folder.resolve("atgc.fa"), ">chr1\nATGCATGC\n");
        lakeomeOk(
                "annotation",
                "create",
                "normalised",
                "--format",
                "tsv",
                "--reference",
                reference.toString(),
                "--type",
                "CHR_POS_REF_ALT",
                "--columns",
                "chrom:STRING,pos:LONG,ref:STRING,alt:STRING",
                "--map",
                "CHR=chrom,POS=pos,REF=ref,ALT=alt");
        Path file = Files.writeString(folder.resolve("atgc.tsv"), "chrom\tpos\tref\talt\nchr1\t1\tATGC\tATAC\n");

        lakeomeOk("import", file.toString(), "--store", "normalised", "--normalise");

        try (Connection connection = lakeome.connect("judy")) {
            // the values of AWS's own test
            assertThat(rows(connection, "SELECT chrom, pos, \"end\", ref, alt FROM normalised"))
                    .containsExactly(List.of("chr1", 2L, 3, "G", "A"));
        }
    }

    @Test
    void badLineFailsAnImportWithItsPlace() throws Exception {
        lakeomeOk(
                "annotation",
                "create",
                "strict",
                "--format",
                "tsv",
                "--type",
                "chr_pos",
                "--columns",
                "chrom:STRING,pos:LONG",
                "--map",
                "CHR=chrom,POS=pos");
        Path file = Files.writeString(folder.resolve("bad.tsv"), "chrom\tpos\nchr1\t5\nchr1\tfive\n");

        RunningLakeome.Output output =
                lakeome.lakeome("import", file.toString(), "--store", "strict", "--profile", "judy");

        assertThat(output.exitCode()).isEqualTo(6);
        assertThat(output.err())
                .contains("FAILED")
                .contains("bad.tsv")
                .contains("3")
                .contains("five");
    }

    @Test
    void bedFileIsImportedByTheCli() throws Exception {
        lakeomeOk(
                "annotation",
                "create",
                "targets",
                "--format",
                "tsv",
                "--type",
                "CHR_START_END_ZERO_BASE",
                "--columns",
                "chrom:STRING,start:LONG,stop:LONG,name:STRING",
                "--map",
                "CHR=chrom,START=start,END=stop");
        Path bed = Files.writeString(
                folder.resolve("targets.bed"), "track name=panel\nchr1\t10\t20\ta\nchr2\t30\t40\tb\n");

        RunningLakeome.Output output =
                lakeomeOk("import", bed.toString(), "--store", "targets", "--read", "header=false");

        assertThat(output.err()).contains("COMPLETED").contains("SELECT * FROM targets");
        assertThat(lakeomeOk("store", "list").out()).containsPattern("targets +TSV +ACTIVE");
        try (Connection connection = lakeome.connect("judy")) {
            assertThat(rows(connection, "SELECT chrom, start, stop, name FROM targets ORDER BY start"))
                    .containsExactly(List.of("chr1", 10L, 20L, "a"), List.of("chr2", 30L, 40L, "b"));
        }
    }

    @Test
    void recordsSetAsideAreTheOwnersToSeeAndNobodyElses() throws Exception {
        Path reference = Files.writeString(folder.resolve("ref.fa"), ">chr1\nACGTACGTACGTACGT\n");
        lakeomeOk("store", "create", "lenient", "--reference", reference.toString(), "--on-bad-record", "quarantine");
        String vcf = """
                ##fileformat=VCFv4.2
                ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|Consequence|IMPACT|SYMBOL">
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
                #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1
                chr1	3	.	G	T	10	PASS	CSQ=T|missense_variant&splice_region_variant|MODERATE|ATXN7	GT	0/1
                chr1	five	.	A	C	10	PASS	.	GT	0/1
                chr1	6	.	C	A	10	PASS	.	GT	1/1
                """;
        Path file = Files.writeString(folder.resolve("some-bad.vcf"), vcf);

        RunningLakeome.Output output =
                lakeome.lakeome("import", file.toString(), "--store", "lenient", "--vep", "CSQ", "--profile", "judy");

        assertThat(output.exitCode()).isEqualTo(6);
        assertThat(output.err()).contains("COMPLETED_WITH_FAILURES").contains("FROM lenient__rejected");
        GetVariantImportJobResponse job =
                judy.getVariantImportJob(get -> get.jobId(output.out().strip()));
        assertThat(job.statusMessage()).contains("1");
        try (Connection connection = lakeome.connect("judy")) {
            assertThat(rows(connection, """
                            SELECT start, vep.consequence, vep.symbol FROM lenient
                            LEFT JOIN UNNEST(annotations.vep) AS t(allele, consequence, impact, symbol, gene, feature_type,
                                feature, biotype, exon, intron, hgvsc, hgvsp, cdna_position, cds_position,
                                protein_position, amino_acids, codons, existing_variation, distance, strand, flags,
                                symbol_source, hgnc_id, extras) ON true
                            ORDER BY start""".replace("vep.consequence, vep.symbol", "consequence, symbol")))
                    .containsExactly(
                            Arrays.asList(2L, List.of("missense_variant", "splice_region_variant"), "ATXN7"),
                            Arrays.asList(5L, null, null));
            assertThat(rows(
                            connection,
                            "SELECT line, field, value, rawtext FROM lenient__rejected WHERE importjobid = '" + job.id()
                                    + "'"))
                    .containsExactly(List.of(6L, "POS", "five", "chr1\tfive\t.\tA\tC\t10\tPASS\t.\tGT\t0/1"));
        }
        lakeome.account("bob");
        String share = lakeomeOk("share", "create", "lenient", "--with", lakeome.account("bob"))
                .out()
                .strip();
        lakeome.omics("bob").acceptShare(accept -> accept.shareId(share));
        try (Connection connection = lakeome.connect("bob")) {
            org.awaitility.Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> rows(connection, "SELECT count(*) FROM lakeome.judy.lenient"), List.of(List.of((Object)
                            2L))::equals);
            assertThatThrownBy(() -> rows(connection, "SELECT * FROM lakeome.judy.lenient__rejected"))
                    .hasMessageContaining("does not exist");
            assertThat(rows(connection, "SHOW TABLES FROM lakeome.judy"))
                    .containsExactly(List.of("lenient"), List.of("lenient__flat"));
        }
    }

    @Test
    void undeclaredInfoIsKeptUnlessTheStoreAsksToRefuseIt() throws Exception {
        Path reference = Files.writeString(folder.resolve("undeclared.fa"), ">chr1\nTTGTACGTACGTACGT\n");
        Path file = Files.writeString(folder.resolve("undeclared.vcf"), """
                ##fileformat=VCFv4.2
                #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO
                chr1	3	.	G	T	10	PASS	XQ=7
                """);
        Path sameText = Files.copy(reference, folder.resolve("another-name.fa"));
        lakeomeOk("reference", "add", reference.toString());
        assertThat(lakeomeOk(
                                "store",
                                "create",
                                "strict_calls",
                                "--reference",
                                sameText.toString(),
                                "--undeclared-info",
                                "refuse")
                        .err())
                .contains("Uses the reference undeclared.fa that is there")
                .doesNotContain("Uploading");
        lakeomeOk("store", "create", "strict_notes", "--format", "vcf", "--undeclared-info", "refuse");
        lakeomeOk("store", "create", "tolerant", "--format", "vcf");
        for (String store : List.of("strict_calls", "strict_notes")) {
            RunningLakeome.Output refused =
                    lakeome.lakeome("import", file.toString(), "--store", store, "--profile", "judy");
            assertThat(refused.exitCode()).as(refused.toString()).isNotZero();
            assertThat(refused.err()).contains("Key found in field INFO but isn't defined in the VCFHeader.", "XQ");
        }
        assertThat(lakeomeOk("import", file.toString(), "--store", "tolerant").err())
                .contains("COMPLETED");
        try (Connection connection = lakeome.connect("judy")) {
            assertThat(rows(connection, "SELECT attributes['XQ'] FROM tolerant"))
                    .containsExactly(List.of("7"));
        }
    }

    /** Bases 3 to 11 of the reference are GCACACACA: a deletion of CA at its right end is the one at its left end. */
    @Test
    void oneImportNormalisesSplitsReadsVepAndSetsBadRecordsAside() throws Exception {
        Path reference = Files.writeString(folder.resolve("repeat.fa"), ">chr1\nGGGCACACACAGGGTTTT\n");
        lakeomeOk(
                "store",
                "create",
                "everything",
                "--reference",
                reference.toString(),
                "--split-multiallelics",
                "--on-bad-record",
                "quarantine");
        assertThat(judy.getVariantStore(get -> get.name("everything")).tags())
                .containsEntry("lakeome:split-multiallelics", "true")
                .containsEntry("lakeome:on-bad-record", "quarantine");
        String vcf = """
                ##fileformat=VCFv4.2
                ##INFO=<ID=AC,Number=A,Type=Integer,Description="alleles">
                ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: Allele|SYMBOL">
                ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
                ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="depths">
                ##contig=<ID=chr1,length=18>
                #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1
                chr1	9	.	ACA	A	10	PASS	AC=1;CSQ=-|ISG15	GT:AD	0/1:5,6
                chr1	12	.	T	A	10	PASS	AC=1	GT:AD	0/1:1,1
                chr1	13	.	G	A,T	10	PASS	AC=3,4	GT:AD	1/2:1,2,3
                """;
        Path file = Files.writeString(folder.resolve("everything.vcf"), vcf);

        RunningLakeome.Output output = lakeome.lakeome(
                "import", file.toString(), "--store", "everything", "--normalise", "--vep", "CSQ", "--profile", "judy");

        assertThat(output.exitCode()).as(output.toString()).isEqualTo(6);
        assertThat(output.err()).contains("COMPLETED_WITH_FAILURES");
        try (Connection connection = lakeome.connect("judy")) {
            assertThat(rows(connection, """
                            SELECT start, "end", referenceallele, alternatealleles, splitfrommultiallelic,
                                attributes['AC'], calls, alleledepths, cardinality(annotations.vep)
                            FROM everything ORDER BY start, alternatealleles"""))
                    .containsExactly(
                            List.of(2L, 5L, "GCA", List.of("G"), false, "1", List.of(0, 1), List.of(5, 6), 1L),
                            List.of(12L, 13L, "G", List.of("A"), true, "3", List.of(1, 0), List.of(1, 2), 0L),
                            List.of(12L, 13L, "G", List.of("T"), true, "4", List.of(0, 1), List.of(1, 3), 0L));
            assertThat(rows(connection, "SELECT annotations.vep[1].symbol FROM everything WHERE start = 2"))
                    .containsExactly(List.of("ISG15"));
            assertThat(rows(connection, "SELECT line, field, reason FROM everything__rejected"))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.get(0)).isEqualTo(9L);
                        assertThat(row.get(1)).isEqualTo("REF");
                        assertThat(row.get(2).toString()).contains("REF mismatch at chr1:12: file T, reference G");
                    });
        }
    }

    @Test
    void importIntoAStoreThatIsNotThereNamesTheNextCommand() throws Exception {
        Path file = Files.writeString(folder.resolve("some.tsv"), "a\n");

        RunningLakeome.Output output =
                lakeome.lakeome("import", file.toString(), "--store", "no_such_store", "--profile", "judy");

        assertThat(output.exitCode()).isEqualTo(3);
        assertThat(output.err()).contains("./lakeome store create");
    }

    private RunningLakeome.Output lakeomeOk(String... words) {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--profile";
        all[words.length + 1] = "judy";
        RunningLakeome.Output output = lakeome.lakeome(all);
        assertThat(output.exitCode()).as(output.toString()).isZero();
        return output;
    }

    private static String text(Path gzip) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Arrays as lists. */
    private static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        List<List<Object>> rows = RunningLakeome.rows(connection, sql);
        for (List<Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) instanceof Array array) {
                    row.set(i, Arrays.asList((Object[]) array.getArray()));
                }
            }
        }
        return rows;
    }
}
