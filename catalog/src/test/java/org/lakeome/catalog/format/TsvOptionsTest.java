package org.lakeome.catalog.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lakeome.catalog.error.ApiError;

class TsvOptionsTest {

    private static TsvColumn column(String name, ColumnType type) {
        return new TsvColumn(name, type);
    }

    private static final List<TsvColumn> SITES = List.of(
            column("chrom", ColumnType.STRING),
            column("pos", ColumnType.LONG),
            column("ref", ColumnType.STRING),
            column("alt", ColumnType.STRING),
            column("score", ColumnType.DOUBLE),
            column("stop", ColumnType.INT));

    private static final Map<TsvKey, String> SITE_HEADER =
            Map.of(TsvKey.CHR, "chrom", TsvKey.POS, "pos", TsvKey.REF, "ref", TsvKey.ALT, "alt");

    @Test
    void optionsAreReadBackFromTheirJson() {
        TsvOptions options = new TsvOptions(AnnotationType.CHR_POS_REF_ALT, SITE_HEADER, SITES);

        assertThat(TsvOptionsJson.fromJson(TsvOptionsJson.toJson(options).toString()))
                .isEqualTo(options);
    }

    @Test
    void jsonHasTheFormThatTheWorkerReads() {
        TsvOptions options = new TsvOptions(
                AnnotationType.CHR_POS,
                Map.of(TsvKey.POS, "POS", TsvKey.CHR, "Chrom"),
                List.of(column("chrom", ColumnType.STRING), column("pos", ColumnType.LONG)));

        assertThat(TsvOptionsJson.toJson(options).toString())
                .isEqualTo(
                        "{\"annotationType\":\"CHR_POS\",\"formatToHeader\":{\"CHR\":\"chrom\",\"POS\":\"pos\"},"
                                + "\"schema\":[{\"name\":\"chrom\",\"type\":\"STRING\"},{\"name\":\"pos\",\"type\":\"LONG\"}]}");
    }

    @Test
    void schemaTakesOneToFiveThousandColumns() {
        assertThat(generic(columns(1)).schema()).hasSize(1);
        assertThat(generic(columns(5000)).schema()).hasSize(5000);
        assertThatThrownBy(() -> generic(columns(0))).isInstanceOf(ApiError.Invalid.class);
        assertThatThrownBy(() -> generic(columns(5001)))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining("5001");
    }

    private static TsvOptions generic(List<TsvColumn> schema) {
        return new TsvOptions(AnnotationType.GENERIC, Map.of(), schema);
    }

    private static List<TsvColumn> columns(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> column("c" + i, ColumnType.STRING))
                .toList();
    }

    static Stream<Arguments> refused() {
        Map<TsvKey, String> start = Map.of(TsvKey.CHR, "chrom", TsvKey.START, "pos", TsvKey.END, "stop");
        return Stream.of(
                Arguments.of(AnnotationType.GENERIC, SITE_HEADER, SITES, "takes exactly []"),
                Arguments.of(AnnotationType.CHR_POS, SITE_HEADER, SITES, "takes exactly [CHR, POS]"),
                Arguments.of(AnnotationType.CHR_POS, Map.of(TsvKey.CHR, "chrom"), SITES, "gives the keys [CHR]"),
                Arguments.of(AnnotationType.CHR_START_END_REF_ALT_ONE_BASE, start, SITES, "REF"),
                Arguments.of(
                        AnnotationType.CHR_POS,
                        Map.of(TsvKey.CHR, "chrom", TsvKey.POS, "position"),
                        SITES,
                        "column 'position', which the schema does not have"),
                Arguments.of(
                        AnnotationType.CHR_POS,
                        Map.of(TsvKey.CHR, "chrom", TsvKey.POS, "score"),
                        SITES,
                        "'score' is DOUBLE, but formatToHeader says that it is POS; make it INT or LONG"),
                Arguments.of(
                        AnnotationType.CHR_START_END_ZERO_BASE,
                        Map.of(TsvKey.CHR, "chrom", TsvKey.START, "pos", TsvKey.END, "pos"),
                        SITES,
                        "'pos' is both"),
                Arguments.of(
                        AnnotationType.CHR_POS_REF_ALT,
                        Map.of(TsvKey.CHR, "chrom", TsvKey.POS, "pos", TsvKey.REF, "stop", TsvKey.ALT, "alt"),
                        SITES,
                        "make it STRING"),
                Arguments.of(
                        AnnotationType.GENERIC,
                        Map.of(),
                        List.of(column("a", ColumnType.INT), column("a", ColumnType.STRING)),
                        "'a' twice"),
                Arguments.of(AnnotationType.GENERIC, Map.of(), List.of(column("Gene", ColumnType.INT)), "'Gene'"),
                Arguments.of(AnnotationType.GENERIC, Map.of(), List.of(column("", ColumnType.INT)), "''"),
                Arguments.of(
                        AnnotationType.GENERIC,
                        Map.of(),
                        List.of(column("importjobid", ColumnType.INT)),
                        "importjobid"),
                Arguments.of(
                        AnnotationType.GENERIC,
                        Map.of(),
                        List.of(column("information", ColumnType.INT)),
                        "information"),
                Arguments.of(AnnotationType.GENERIC, Map.of(), List.of(column("_pos", ColumnType.INT)), "_pos"),
                Arguments.of(
                        AnnotationType.CHR_POS,
                        Map.of(TsvKey.CHR, "chrom", TsvKey.POS, "end"),
                        List.of(column("chrom", ColumnType.STRING), column("end", ColumnType.LONG)),
                        "column 'end' of its own"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(AnnotationType type, Map<TsvKey, String> header, List<TsvColumn> schema, String message) {
        assertThatThrownBy(() -> new TsvOptions(type, header, schema))
                .isInstanceOf(ApiError.Invalid.class)
                .hasMessageContaining(message);
    }

    @Test
    void endIsAColumnOfTheFileWhereTheTypeHasOne() {
        TsvOptions bed = new TsvOptions(
                AnnotationType.CHR_START_END_ZERO_BASE,
                Map.of(TsvKey.CHR, "chrom", TsvKey.START, "start", TsvKey.END, "end"),
                List.of(
                        column("chrom", ColumnType.STRING),
                        column("start", ColumnType.LONG),
                        column("end", ColumnType.LONG)));

        assertThat(bed.annotationType().addsEnd()).isFalse();
    }
}
