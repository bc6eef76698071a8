package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lakeome.e2e.RunningLakeome.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lakeome.PublishedQuery;
import software.amazon.awssdk.services.omics.OmicsClient;
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
        waiter = Jobs.waiter(omics);
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
            assertThat(rows(connection, PublishedQuery.tiTv("\"tutor\".\"omicsvariants\"") + " ORDER BY sampleid"))
                    .containsExactly(List.of("NA12878", 3.0), List.of("NA12891", 1.0), List.of("NA12892", 0.5));
            assertThat(rows(connection, DISEASE + " ORDER BY start"))
                    .extracting(Object::toString)
                    .containsExactly(
                            "[chr1, 2, G, [A], EDEN:1, Likely_pathogenic, [SNOMED_CT:254637007], Lung_cancer]",
                            "[chr1, 5, C, [T], null, null, [SNOMED_CT:254637007, SNOMED_CT:7], Lung_cancer]");
            assertThat(rows(connection, JOIN))
                    .extracting(row -> row.get(0), row -> row.get(1), row -> row.get(2))
                    .containsExactlyInAnyOrder(tuple("NA12878", "chr1", 2L), tuple("NA12891", "chr1", 2L));
            assertThat(rows(connection, """
                            SELECT attributes[concat('CLN', 'SIG')], attributes[key], cast(attributes as json) is null
                            FROM omicsannotations CROSS JOIN (VALUES 'GENEINFO') AS t(key) WHERE start = 6""")).containsExactly(Arrays.asList(null, "NOWHERE:2", false));
        }
    }

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
                .sorted(Comparator.comparing((String text) -> Integer.parseInt(text.split(" ")[0])))
                .toList()) {
            String[] part = call.split(" ");
            vcf.append("chr1\t%s\t.\t%s\t%s\t50\t%s\tDP=9\tGT\t%s\n"
                    .formatted(part[0], part[1], part[2], part[4], part[3]));
        }
        return VariantImportItemSource.builder()
                .source(jobs.upload(sample + ".vcf", vcf.toString().getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
