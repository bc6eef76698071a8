package org.lakeome;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules (design 4) and the rules of the house, read from the compiled classes. */
class ArchitectureTest {

    private static JavaClasses lakeome;

    @BeforeAll
    static void readClasses() {
        lakeome = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.lakeome");
    }

    @Test
    void ingestIsNotOnTheServersClassPath() {
        assertThat(lakeome.stream().map(JavaClass::getPackageName))
                .isNotEmpty()
                .noneMatch(name -> name.startsWith("org.lakeome.ingest"));
    }

    @Test
    void catalogKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("org.lakeome.catalog..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.lakeome.storage..",
                        "org.lakeome.api..",
                        "org.lakeome.trino..",
                        "org.lakeome.server..",
                        "org.lakeome.cli..",
                        "org.lakeome.example..",
                        "org.apache.spark..",
                        "io.trino..",
                        "jakarta.servlet..")
                .check(lakeome);
    }

    @Test
    void storageKnowsTheCatalogOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.lakeome.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.lakeome.api..",
                        "org.lakeome.trino..",
                        "org.lakeome.server..",
                        "org.lakeome.cli..",
                        "org.lakeome.example..",
                        "org.apache.spark..",
                        "io.trino..")
                .check(lakeome);
    }

    @Test
    void onlyQueryApiSpeaksJavalin() {
        noClasses()
                .that()
                .resideInAnyPackage("org.lakeome.catalog..", "org.lakeome.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javalin..")
                .check(lakeome);
    }

    @Test
    void onlyDatabasePackagesSpeakSql() {
        classes()
                .that(not(resideInAnyPackage("org.lakeome..db..")))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("org.jdbi..")))
                .check(lakeome);
        // The CLI and its export are JDBC clients of Trino, as any user's tool is.
        classes()
                .that(not(resideInAnyPackage(
                        "org.lakeome..db..", "org.lakeome.trino..", "org.lakeome.export..", "org.lakeome.cli..")))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("java.sql..", "javax.sql..")))
                .check(lakeome);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.lakeome.(**)").should().beFreeOfCycles().check(lakeome);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .orShould()
                .haveSimpleName("Constants")
                .check(lakeome);
    }

    @Test
    void habitsThatBiteStayOut() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.lakeome.server.Main")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(lakeome);
        // The token library speaks java.util.Date.
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lakeome.catalog.token")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .check(lakeome);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "..shaded..", "java.rmi..", "javax.management.remote..")
                .check(lakeome);
    }
}
