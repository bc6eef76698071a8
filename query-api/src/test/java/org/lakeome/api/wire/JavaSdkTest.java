package org.lakeome.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lakeome.api.wire.Operations.Download;
import org.lakeome.catalog.error.ApiError;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.omics.model.ConflictException;
import software.amazon.awssdk.services.omics.model.CreateShareRequest;
import software.amazon.awssdk.services.omics.model.CreateShareResponse;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.CreateVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.DeleteVariantStoreRequest;
import software.amazon.awssdk.services.omics.model.DeleteVariantStoreResponse;
import software.amazon.awssdk.services.omics.model.GetReferenceRequest;
import software.amazon.awssdk.services.omics.model.GetVariantImportJobRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.omics.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.omics.model.ListVariantStoresRequest;
import software.amazon.awssdk.services.omics.model.ListVariantStoresResponse;
import software.amazon.awssdk.services.omics.model.NotSupportedOperationException;
import software.amazon.awssdk.services.omics.model.OmicsException;
import software.amazon.awssdk.services.omics.model.ReferenceItem;
import software.amazon.awssdk.services.omics.model.ShareStatus;
import software.amazon.awssdk.services.omics.model.StoreStatus;
import software.amazon.awssdk.services.omics.model.TagResourceRequest;
import software.amazon.awssdk.services.omics.model.TagResourceResponse;
import software.amazon.awssdk.services.omics.model.UntagResourceRequest;
import software.amazon.awssdk.services.omics.model.UntagResourceResponse;
import software.amazon.awssdk.services.omics.model.ValidationException;
import software.amazon.awssdk.services.omics.model.VariantStoreItem;

/** The unchanged AWS SDK for Java against a real server whose operations are fakes. */
class JavaSdkTest {

    private static final String ARN = "arn:aws:omics:us-east-1:111122223333:variantStore/store_a";
    private static final Instant CREATED = Instant.parse("2026-11-21T10:11:12.345678Z");
    private static final AtomicReference<Object> SEEN = new AtomicReference<>();

    private static WireServer server;
    private static OmicsClient client;

    @BeforeAll
    static void start() {
        server = new WireServer(operations -> operations
                .on(CreateVariantStoreRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    if (request.name().equals("taken")) {
                        throw new ApiError.Conflict("The store 'taken' exists already.");
                    }
                    return CreateVariantStoreResponse.builder()
                            .id("0123456789ab")
                            .name(request.name())
                            .status(StoreStatus.CREATING)
                            .creationTime(CREATED)
                            .build();
                })
                .on(ListVariantStoresRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    return ListVariantStoresResponse.builder()
                            .variantStores(VariantStoreItem.builder()
                                    .name("store_a")
                                    .storeSizeBytes(12L)
                                    .creationTime(CREATED)
                                    .build())
                            .build();
                })
                .on(DeleteVariantStoreRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    return DeleteVariantStoreResponse.builder()
                            .status(StoreStatus.DELETING)
                            .build();
                })
                .on(CreateShareRequest.class, (caller, request) -> CreateShareResponse.builder()
                        .shareId("s-1")
                        .status(ShareStatus.PENDING)
                        .shareName(caller.account().value())
                        .build())
                .on(ListTagsForResourceRequest.class, (caller, request) -> ListTagsForResourceResponse.builder()
                        .tags(Map.of("arn", request.resourceArn()))
                        .build())
                .on(TagResourceRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    return TagResourceResponse.builder().build();
                })
                .on(UntagResourceRequest.class, (caller, request) -> {
                    SEEN.set(request);
                    return UntagResourceResponse.builder().build();
                })
                .onDownload(GetReferenceRequest.class, (caller, request) -> {
                    byte[] part = ("part " + request.partNumber()).getBytes(StandardCharsets.UTF_8);
                    return new Download(new ByteArrayInputStream(part), part.length);
                }));
        client = server.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void createdStoreReachesTheHandlerWholeAndComesBackWithMicroseconds() {
        CreateVariantStoreRequest request = CreateVariantStoreRequest.builder()
                .name("store_a")
                .description("naïve \u00e9\ud83e\uddec")
                .reference(ReferenceItem.fromReferenceArn(
                        "arn:aws:omics:us-east-1:111122223333:referenceStore/1/reference/2"))
                .tags(Map.of("a", "b", "c", ""))
                .sseConfig(sse -> sse.type("KMS"))
                .build();

        CreateVariantStoreResponse response = client.createVariantStore(request);

        assertThat(SEEN.get()).isEqualTo(request);
        assertThat(response.status()).isEqualTo(StoreStatus.CREATING);
        assertThat(response.creationTime()).isEqualTo(CREATED);
        assertThat(response.responseMetadata().requestId()).matches("[0-9a-f-]{36}");
    }

    @Test
    void listTakesItsFilterFromTheBodyAndItsPageFromTheQuery() {
        ListVariantStoresRequest request = ListVariantStoresRequest.builder()
                .maxResults(5)
                .nextToken("a b+c/=&%")
                .ids("1a2b3c4d5e6f")
                .filter(filter -> filter.status("ACTIVE"))
                .build();

        ListVariantStoresResponse response = client.listVariantStores(request);

        assertThat(SEEN.get()).isEqualTo(request);
        assertThat(response.variantStores()).singleElement().satisfies(store -> {
            assertThat(store.name()).isEqualTo("store_a");
            assertThat(store.storeSizeBytes()).isEqualTo(12);
            assertThat(store.description()).isNull();
        });
        assertThat(response.nextToken()).isNull();
    }

    @Test
    void flagTravelsInTheQuery() {
        client.deleteVariantStore(request -> request.name("store_a").force(true));

        assertThat(SEEN.get())
                .isEqualTo(DeleteVariantStoreRequest.builder()
                        .name("store_a")
                        .force(true)
                        .build());
    }

    @Test
    void shareIsMadeForTheAccountThatSigned() {
        CreateShareResponse response = client.createShare(request ->
                request.resourceArn(ARN).principalSubscriber("444455556666").shareName("s1"));

        assertThat(response.shareName()).isEqualTo("111122223333");
    }

    @Test
    void slashInsideAnArnStaysInItsLabel() {
        assertThat(client.listTagsForResource(request -> request.resourceArn(ARN))
                        .tags())
                .containsEntry("arn", ARN);
        client.tagResource(request -> request.resourceArn(ARN).tags(Map.of("k", "v")));
        client.untagResource(request -> request.resourceArn(ARN).tagKeys("k 1", "k+2", "k/3"));

        assertThat(SEEN.get())
                .isEqualTo(UntagResourceRequest.builder()
                        .resourceArn(ARN)
                        .tagKeys("k 1", "k+2", "k/3")
                        .build());
    }

    @Test
    void partOfAReferenceIsStreamed() {
        String part = client.getReferenceAsBytes(request -> request.id("1234567890")
                        .referenceStoreId("1234567890")
                        .partNumber(7)
                        .range("bytes=0-5"))
                .asUtf8String();

        assertThat(part).isEqualTo("part 7");
    }

    @Test
    void errorOfAHandlerArrivesAsItsClass() {
        assertThatThrownBy(() -> client.createVariantStore(
                        request -> request.name("taken").reference(ReferenceItem.fromReferenceArn("arn:aws:omics"))))
                .isInstanceOfSatisfying(ConflictException.class, error -> {
                    assertThat(error.awsErrorDetails().errorMessage()).isEqualTo("The store 'taken' exists already.");
                    assertThat(error.requestId()).matches("[0-9a-f-]{36}");
                });
    }

    @Test
    void everyBrokenConstraintIsNamed() {
        assertThatThrownBy(() -> client.createVariantStore(request -> request.name("S")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        error -> assertThat(error.awsErrorDetails().errorMessage())
                                .isEqualTo(
                                        "2 validation errors detected: "
                                                + "Value null at 'reference' failed to satisfy constraint: Member must not be null; "
                                                + "Value 'S' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 3"));
    }

    @Test
    void operationNotBuiltYetSaysSo() {
        assertThatThrownBy(() -> client.getVariantImportJob(GetVariantImportJobRequest.builder()
                        .jobId("00000000-0000-0000-0000-000000000000")
                        .build()))
                .isInstanceOfSatisfying(NotSupportedOperationException.class, error -> assertThat(
                                error.awsErrorDetails().errorMessage())
                        .isEqualTo("Lakeome does not offer GetVariantImportJob yet."));
    }

    @Test
    void unknownKeyAndWrongSecretReadTheSame() {
        List<String> answers =
                List.of(refusal("LKTESTKEY00000000000", "wrong"), refusal("LKUNKNOWN00000000000", "wrong"));

        assertThat(answers.get(0)).startsWith("InvalidSignatureException 403").isEqualTo(answers.get(1));
    }

    private static String refusal(String keyId, String secret) {
        try (OmicsClient stranger = server.client(keyId, secret)) {
            stranger.listVariantStores(request -> {});
            return "accepted";
        } catch (OmicsException e) {
            return e.awsErrorDetails().errorCode() + " " + e.statusCode() + " "
                    + e.awsErrorDetails().errorMessage();
        }
    }
}
