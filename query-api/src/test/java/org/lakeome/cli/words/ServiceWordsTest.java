package org.lakeome.cli.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceWordsTest {

    @Test
    void aNameThatDoesNotFitIsToldWithItsRule() {
        assertThat(
                        ServiceWords.plain(
                                "1 validation error detected: Value 'My Store' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-z]){1}([a-z0-9_]){2,254}"))
                .isEqualTo(
                        "name 'My Store' has to begin with a-z, go on with a-z, 0-9 or _, and have 3 to 255 characters");
    }

    @Test
    void severalFaultsAreASentenceEach() {
        assertThat(
                        ServiceWords.plain(
                                "2 validation errors detected: Value null at 'reference' failed to satisfy constraint: Member must not be null; Value 'XML' at 'storeFormat' failed to satisfy constraint: Member must satisfy enum value set: [GFF, TSV, VCF]"))
                .isEqualTo("reference is missing; storeFormat 'XML' has to be one of GFF, TSV, VCF");
    }

    @Test
    void aLengthIsToldInCharacters() {
        assertThat(
                        ServiceWords.plain(
                                "1 validation error detected: Value 'ab' at 'destinationName' failed to satisfy constraint: Member must have length greater than or equal to 3"))
                .isEqualTo("store 'ab' has to have 3 characters at least");
    }

    @Test
    void ourOwnWordsStay() {
        assertThat(ServiceWords.plain("There is no variant store 'cohort'"))
                .isEqualTo("There is no variant store 'cohort'");
    }

    @Test
    void namesOfJavaClassesGoAndTablesStay() {
        assertThat(ServiceWords.withoutJava("java.net.ConnectException: Connection refused"))
                .isEqualTo("Connection refused");
        assertThat(ServiceWords.withoutJava("Table 'lakeome.alice.Cohort' does not exist"))
                .isEqualTo("Table 'lakeome.alice.Cohort' does not exist");
    }
}
