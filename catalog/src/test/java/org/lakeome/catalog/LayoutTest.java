package org.lakeome.catalog;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.lakeome.catalog.access.Authorized;

/** The rules of style 4.3 as far as they concern the catalog. */
class LayoutTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.lakeome.catalog");

    @Test
    void onlyTheDatabasePackageSpeaksJdbc() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lakeome.catalog.db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jdbi..", "java.sql..", "com.zaxxer..", "org.flywaydb..", "org.h2..", "org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void catalogKnowsNoHttpFrameworkNoSparkNoTrinoAndNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javalin..",
                        "jakarta.servlet..",
                        "org.apache.spark..",
                        "io.trino..",
                        "htsjdk..",
                        "org.apache.hadoop..",
                        "org.lakeome.api..",
                        "org.lakeome.storage..",
                        "org.lakeome.ingest..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.lakeome.catalog.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noClassIsNamedForNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Constants)")
                .check(CLASSES);
    }

    @Test
    void onlyTheAuthorizerMakesProofs() {
        constructors()
                .that()
                .areDeclaredIn(Authorized.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveSimpleName("Authorizer")
                .should()
                .callConstructorWhere(target(owner(type(Authorized.class))))
                .check(CLASSES);
    }

    @Test
    void onlySharesChangeGrants() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.lakeome.catalog.share", "org.lakeome.catalog.access")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Grants")
                .check(CLASSES);
    }
}
