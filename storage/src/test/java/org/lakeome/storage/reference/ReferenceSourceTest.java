package org.lakeome.storage.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.error.ApiError;

class ReferenceSourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/hg38.fasta",
                "s3://bucket/a/b.FA",
                "s3://bucket/x.fna.gz",
                "s3://bucket/x.fas.bgz",
                "s3://bucket/Grüße aus.mpfa.bgzf",
                "s3://bucket/x.seq",
                "s3://bucket/x.txt"
            })
    void fastaNamesAreTaken(String source) {
        assertThat(ReferenceFixture.source(source).source()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/hg38.vcf",
                "s3://bucket/fasta",
                "s3://bucket/x.fa.zip",
                "file:///etc/passwd.fa",
                "http://169.254.169.254/x.fa",
                "s3://b/x.fa",
                "s3:///x.fa",
                "s3://Bucket/x.fa"
            })
    void otherNamesAndPlacesAreRefused(String source) {
        assertThatThrownBy(() -> ReferenceFixture.source(source)).isInstanceOf(ApiError.Invalid.class);
    }
}
