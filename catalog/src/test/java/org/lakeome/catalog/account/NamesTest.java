package org.lakeome.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreKind;
import org.lakeome.catalog.id.StoreName;
import org.lakeome.catalog.id.VersionName;

class NamesTest {

    private static final Arns ARNS = new Arns("us-east-1");

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ab", "Alice", "1abc", "a-b-c", "al ice", "information_schema", "system", "alice\n", "älice"
            })
    void textThatIsNoAliasIsRefused(String text) {
        assertThatThrownBy(() -> new Alias(text)).isInstanceOf(ApiError.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12345678901", "1234567890123", "12345678901a", "123456789012\n", "١٢٣٤٥٦٧٨٩٠١٢"})
    void textThatIsNoAccountIdIsRefused(String text) {
        assertThatThrownBy(() -> new AccountId(text)).isInstanceOf(ApiError.Invalid.class);
    }

    @Test
    void storeArnIsReadAsWritten() {
        AccountId owner = new AccountId("123456789012");
        String arn = ARNS.store(owner, StoreKind.VARIANT, new StoreName("my_variants"));

        assertThat(arn).isEqualTo("arn:aws:omics:us-east-1:123456789012:variantStore/my_variants");
        assertThat(ARNS.parseStore(arn))
                .contains(new Arns.StoreArn(owner, StoreKind.VARIANT, new StoreName("my_variants")));
    }

    @Test
    void annotationStoreAndVersionArnsAreReadAsWritten() {
        AccountId owner = new AccountId("123456789012");
        StoreName store = new StoreName("clinvar");
        VersionName version = new VersionName("v2024");
        Arns.StoreArn named = new Arns.StoreArn(owner, StoreKind.ANNOTATION, store);
        String arn = "arn:aws:omics:us-east-1:123456789012:annotationStore/clinvar";

        assertThat(ARNS.store(owner, StoreKind.ANNOTATION, store)).isEqualTo(arn);
        assertThat(ARNS.parseStore(arn)).contains(named);
        assertThat(ARNS.version(owner, store, version)).isEqualTo(arn + "/version/v2024");
        assertThat(ARNS.parseVersion(arn + "/version/v2024")).contains(new Arns.VersionArn(named, version));
        assertThat(ARNS.parseStore(arn + "/version/v2024")).isEmpty();
        assertThat(ARNS.parseVersion(arn)).isEmpty();
        assertThat(ARNS.parseVersion(arn.replace("annotation", "variant") + "/version/v2024"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:omics:eu-west-1:123456789012:variantStore/my_variants",
                "arn:aws:omics:us-east-1:123456789012:referenceStore/my_variants",
                "arn:aws:omics:us-east-1:123456789012:variantStore/My",
                "arn:aws:omics:us-east-1:123456789012:variantStore/abc/def",
                "arn:aws:s3:us-east-1:123456789012:variantStore/my_variants",
                "arn:aws:omics:us-east-1:12345:variantStore/my_variants"
            })
    void otherArnNamesNoStore(String arn) {
        assertThat(ARNS.parseStore(arn)).isEmpty();
    }
}
