package org.lakeome.ingest.vep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.ingest.source.IngestLimits;
import org.lakeome.ingest.source.InputFault;
import org.lakeome.ingest.source.LocalFile;
import org.lakeome.ingest.source.TextSource;
import org.lakeome.ingest.vcf.HeaderParser;
import org.lakeome.ingest.vcf.VcfHeader;

class VepFormatTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Consequence annotations from Ensembl VEP. Format: Allele|Gene|Consequence|CAS_INFO",
                "Consequence type as predicted by VEP. Format: Allele|Gene|Consequence|CAS_INFO",
                "Consequence annotations from Ensembl VEP. Format: Allele | Gene | Consequence | CAS_INFO'",
                "\\\"note\\\" Format: Allele|Gene|Consequence|CAS_INFO",
                "ANN, in VCF format: as text. format:'Allele|Gene|Consequence|CAS_INFO' (from GEMINI)",
                "Format: \\\"Allele|Gene|Consequence|CAS_INFO\\\"",
                "Format:Allele|Gene|Consequence|CAS_INFO. Made by hand",
            })
    void whateverWordsStandBeforeTheFormatItIsTaken(String description) throws IOException {
        VepFormat format = VepFormat.of("a.vcf", header(info("CSQ", description)), "CSQ");
        assertThat(format.size()).isEqualTo(4);
        assertThat(format.places())
                .containsEntry(VepField.ALLELE, 0)
                .containsEntry(VepField.GENE, 1)
                .containsEntry(VepField.CONSEQUENCE, 2);
        assertThat(format.extras()).containsExactly(new VepFormat.Extra("cas_info", 3));
    }

    @Test
    void oneFieldIsAFormatIfItIsOneOfVeps() throws IOException {
        VcfHeader header = header(info("CSQ", "Format: Consequence") + info("X", "Format: whatever it is"));
        assertThat(VepFormat.of("a.vcf", header, "CSQ").size()).isEqualTo(1);
        assertThatThrownBy(() -> VepFormat.of("a.vcf", header, "X")).isInstanceOf(InputFault.class);
    }

    @Test
    void fieldWithoutAFormatIsRefusedAndThoseThatHaveOneAreNamed() throws IOException {
        VcfHeader header =
                header(info("CSQ", "Consequences") + info("vep", "Format: a|b") + info("ANN", "Format: 'a|b'"));
        assertThatThrownBy(() -> VepFormat.of("a.vcf", header, "CSQ"))
                .hasMessageContaining("says of it no \"Format: a|b|c\"")
                .hasMessageContaining("INFO fields that have one: vep, ANN.");
        assertThatThrownBy(() -> VepFormat.of("a.vcf", header, "BCSQ")).hasMessageContaining("does not declare it");
        assertThatThrownBy(() -> VepFormat.of("a.vcf", header(""), "CSQ"))
                .hasMessageContaining("No INFO field has one.");
    }

    private static String info(String id, String description) {
        return "##INFO=<ID=" + id + ",Number=.,Type=String,Description=\"" + description + "\">\n";
    }

    private VcfHeader header(String infos) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.vcf"),
                "##fileformat=VCFv4.2\n" + infos + "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        return HeaderParser.parse(TextSource.open(LocalFile.of(file), IngestLimits.DEFAULT));
    }
}
