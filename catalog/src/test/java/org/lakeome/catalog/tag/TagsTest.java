package org.lakeome.catalog.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.error.ApiError;

class TagsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a\nb", "a\tb", "a\rb", "a\u000bb", "a\u0000b", "a\u007fb", "a\u0085b", "a\u2028b", "a\u200bb"})
    void controlCharactersAreRefusedInKeysAndValuesAndNotRepeated(String text) {
        assertThatThrownBy(() -> Tags.given(Map.of(text, "v")))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("'a?b'");
        assertThatThrownBy(() -> Tags.given(Map.of("key", text)))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("'key'");
    }

    @Test
    void spacesOfAllKindsAndLettersOfAllLanguagesAreTaken() {
        Map<String, String> values = Map.of("project x", "Müller\u00a0& Söhne".replace("&", "+"), "日本", "値 1_.:/=+-@");

        assertThat(Tags.given(values).values()).isEqualTo(values);
    }
}
