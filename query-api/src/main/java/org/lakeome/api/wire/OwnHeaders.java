package org.lakeome.api.wire;

import java.util.List;
import java.util.Optional;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.catalog.error.ApiError;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.omics.model.OmicsRequest;

/** What Lakeome's command says beyond the AWS API: headers of its own, which the signature covers. */
public final class OwnHeaders {

    /** Of a start of an import: {@code yes} to import once more what the store has already, {@code no} to refuse it. */
    public static final String AGAIN = "lakeome-again";

    private OwnHeaders() {}

    /** The request with the headers that came with it. */
    static OmicsRequest with(ReceivedRequest received, OmicsRequest request) {
        return received.header(AGAIN).stream()
                .findFirst()
                .map(value -> (OmicsRequest) request.toBuilder()
                        .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                                .putHeader(AGAIN, value)
                                .build())
                        .build())
                .orElse(request);
    }

    /** Empty where the caller leaves it to the store's tags. */
    public static Optional<Boolean> again(OmicsRequest request) {
        return request.overrideConfiguration()
                .flatMap(with ->
                        with.headers().getOrDefault(AGAIN, List.of()).stream().findFirst())
                .map(value -> switch (value) {
                    case "yes" -> true;
                    case "no" -> false;
                    default ->
                        throw new ApiError.Invalid("The header " + AGAIN + " is '" + value + "'; it is yes or no");
                });
    }
}
