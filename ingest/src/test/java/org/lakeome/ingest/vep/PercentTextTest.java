package org.lakeome.ingest.vep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTextTest {
    private final PercentText percent = new PercentText();

    @ParameterizedTest
    @CsvSource({
        "ENSP1:p.Leu10%3D,ENSP1:p.Leu10=",
        "GERP:-82%3BBP:24%2CP:0.9,'GERP:-82;BP:24,P:0.9'",
        "%7c%26%2F%25,|&/%",
        "caf%C3%A9 50%,café 50%"
    })
    void codesBecomeTheirCharacters(String text, String expected) {
        assertThat(decode(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"no code", "50%", "100%zz", "%4", "%C3 is no UTF-8"})
    void whatIsNoCodeStays(String text) {
        assertThat(decode(text)).isEqualTo(text);
    }

    @Test
    void partOfALargerTextIsDecodedAlone() {
        byte[] text = "%3B|a%3B|%3B".getBytes(StandardCharsets.UTF_8);
        assertThat(percent.decode(text, 4, 8)).isTrue();
        assertThat(new String(percent.decoded(), 0, percent.length(), StandardCharsets.UTF_8))
                .isEqualTo("a;");
    }

    private String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return percent.decode(bytes, 0, bytes.length)
                ? new String(percent.decoded(), 0, percent.length(), StandardCharsets.UTF_8)
                : text;
    }
}
