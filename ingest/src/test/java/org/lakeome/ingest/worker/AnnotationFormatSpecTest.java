package org.lakeome.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lakeome.ingest.tabular.AnnotationType;
import org.lakeome.ingest.tabular.CsvOptions;
import org.lakeome.ingest.tabular.HeaderKey;
import org.lakeome.ingest.write.AnnotationFormat;

class AnnotationFormatSpecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = """
            "format":"TSV","storeOptions":{"annotationType":"CHR_POS","formatToHeader":{"CHR":"chrom","POS":"pos"},
            "schema":[{"name":"chrom","type":"STRING"},{"name":"pos","type":"LONG"}]}""";

    @Test
    void storeAndReadOptionsOfTsvAreTaken() throws JsonProcessingException {
        AnnotationFormat.Tabular format = (AnnotationFormat.Tabular)
                of(STORE + ",\"formatOptions\":{\"sep\":\"|\",\"header\":false,\"quoteAll\":true,\"comment\":\"#\"}");
        assertThat(format.layout().type()).isEqualTo(AnnotationType.CHR_POS);
        assertThat(format.layout().places()).isEqualTo(Map.of(HeaderKey.CHR, 0, HeaderKey.POS, 1));
        assertThat(format.options())
                .isEqualTo(new CsvOptions("|", "UTF-8", '"', '\\', '#', false, (byte) '\n', false, Set.of()));
    }

    @Test
    void withoutReadOptionsAFileIsTabSeparatedWithHeader() throws JsonProcessingException {
        assertThat(((AnnotationFormat.Tabular) of(STORE + ",\"formatOptions\":{}")).options())
                .isEqualTo(CsvOptions.DEFAULT);
    }

    @Test
    void gffNeedsNothing() throws JsonProcessingException {
        assertThat(of("\"format\":\"GFF\"")).isEqualTo(new AnnotationFormat.Gff());
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThatThrownBy(() -> of("\"format\":\"BCF\"")).hasMessageContaining("BCF");
        assertThatThrownBy(() -> of("\"format\":\"TSV\"")).hasMessageContaining("0 columns");
    }

    private static AnnotationFormat of(String fields) throws JsonProcessingException {
        return AnnotationFormatSpec.of(JSON.readTree("{" + fields + "}"));
    }
}
