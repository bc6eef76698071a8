package org.lakeome.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lakeome.ingest");

    @Test
    void onlySparkWriteAndWorkerKnowSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ingest.spark..", "..ingest.write..", "..ingest.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "scala..")
                .check(CLASSES);
    }

    @Test
    void readersKnowNeitherIcebergNorHadoop() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..ingest.vcf..",
                        "..ingest.gff..",
                        "..ingest.tabular..",
                        "..ingest.source..",
                        "..ingest.reference..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.iceberg..", "org.apache.hadoop..", "org.apache.spark..")
                .check(CLASSES);
    }

    @Test
    void onlyReadersMayKnowHtsjdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..ingest.vcf..", "..ingest.source..", "..ingest.reference..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("htsjdk..")
                .check(CLASSES);
    }

    @Test
    void readerOfRecordsDoesNotKnowS3() {
        noClasses()
                .that()
                .resideInAnyPackage("..ingest.vcf..", "..ingest.gff..", "..ingest.tabular..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.lakeome.ingest.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleName("Constants")
                .check(CLASSES);
    }
}
