package org.lakeome.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.write.ImportOptions;

class VariantImportSpecTest {
    @Test
    void annotationFieldsAndIgnoredFieldsReachTheImport() throws IOException {
        ImportOptions options = spec("""
                "annotationFields": {"VEP": "CSQ"}, "formatOptions": {"ignoreQualField": true}""").options();
        assertThat(options.vep()).contains("CSQ");
        assertThat(options.reading().ignoreQuality()).isTrue();
        assertThat(options.reading().ignoreFilters()).isFalse();
    }

    @Test
    void nothingIsReadThatWasNotAskedFor() throws IOException {
        ImportOptions options = spec("\"annotationFields\": {}").options();
        assertThat(options.vep()).isEmpty();
        assertThat(options.reading().ignoreQuality()).isFalse();
        assertThat(options.reading().strictInfos()).isFalse();
    }

    @Test
    void undeclaredInfoIsRefusedWhereTheStoreAsksForIt() throws IOException {
        assertThat(spec("\"formatOptions\": {\"strictInfos\": true}")
                        .options()
                        .reading()
                        .strictInfos())
                .isTrue();
    }

    @Test
    void annotationsOfAnotherKindAreRefused() {
        assertThatThrownBy(() -> spec("\"annotationFields\": {\"SNPEFF\": \"ANN\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("annotation fields of SNPEFF");
    }

    @Test
    void contigsOfTheReferenceAreKnownWithAndWithoutItsBases() throws IOException {
        String contigs = "[{\"name\": \"chr1\", \"length\": 5, \"md5\": \"\"}]";
        String reference = "\"reference\": {\"s3\": {\"endpoint\": \"http://127.0.0.1\", \"accessKey\": \"k\","
                + " \"secretKey\": \"s\"}, \"bucket\": \"b\", \"source\": \"s\", \"index\": \"i\", \"contigs\": ";
        for (String members : List.of("\"referenceContigs\": " + contigs, reference + contigs + "}")) {
            assertThat(spec(members).reference().note(Map.of("1", 6L))).contains("contig 1 has length=6 here and chr1");
        }
    }

    private static VariantImportSpec spec(String members) throws JsonProcessingException {
        return VariantImportSpec.of(new ObjectMapper().readTree("""
                {"jobId": "1", "table": {"catalogUri": "http://127.0.0.1/", "token": "t", "namespace": "a", "name": "s"},
                "items": [{"source": "s3://b/k"}], "s3": {"endpoint": "http://127.0.0.1", "accessKey": "k", "secretKey": "s"},
                """ + members + "}"));
    }
}
