package org.lakeome.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lakeome.catalog.error.ApiError;
import org.lakeome.catalog.id.StoreName;

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
    void variantStoreArnIsReadAsWritten() {
        AccountId owner = new AccountId("123456789012");
        String arn = ARNS.variantStore(owner, new StoreName("my_variants"));

        assertThat(arn).isEqualTo("arn:aws:omics:us-east-1:123456789012:variantStore/my_variants");
        assertThat(ARNS.parseVariantStore(arn)).contains(new Arns.StoreArn(owner, new StoreName("my_variants")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:omics:eu-west-1:123456789012:variantStore/my_variants",
                "arn:aws:omics:us-east-1:123456789012:annotationStore/my_variants",
                "arn:aws:omics:us-east-1:123456789012:variantStore/My",
                "arn:aws:omics:us-east-1:123456789012:variantStore/abc/def",
                "arn:aws:s3:us-east-1:123456789012:variantStore/my_variants",
                "arn:aws:omics:us-east-1:12345:variantStore/my_variants"
            })
    void otherArnNamesNoVariantStore(String arn) {
        assertThat(ARNS.parseVariantStore(arn)).isEmpty();
    }
}
