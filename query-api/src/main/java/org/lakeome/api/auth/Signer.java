package org.lakeome.api.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lakeome.catalog.account.Secret;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.CredentialScope;
import software.amazon.awssdk.http.auth.aws.internal.signer.V4CanonicalRequest;
import software.amazon.awssdk.http.auth.aws.internal.signer.util.SignerUtils;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.BinaryUtils;

/**
 * Computes the signature that a request must carry, with the pieces of the AWS SDK's own signer: the public {@code AwsV4HttpSigner} always signs a payload
 * hash header, which botocore does not send, so it cannot reproduce every client's signature.
 */
final class Signer {

    private Signer() {}

    /** The signature in hex, over exactly the headers that the client lists, or an empty string if no signer would sign such a request. */
    static String signature(ReceivedRequest request, Claim claim, String contentHash, Secret secret) {
        Optional<SdkHttpMethod> method = Arrays.stream(SdkHttpMethod.values())
                .filter(known -> known.name().equals(request.method()))
                .findFirst();
        if (method.isEmpty()) {
            return "";
        }
        Map<String, List<String>> query = new TreeMap<>(request.query().orElseThrow());
        if (claim.presigned()) {
            query.remove("X-Amz-Signature");
        }
        SdkHttpRequest.Builder sdk = SdkHttpRequest.builder()
                .protocol("http")
                .host("localhost")
                .method(method.get())
                .encodedPath(request.rawPath())
                .rawQueryParameters(query);
        claim.signedHeaders().forEach(name -> sdk.putHeader(name, request.header(name)));
        var options = new V4CanonicalRequest.Options(true, false);
        var canonical = new V4CanonicalRequest(sdk.build(), contentHash, options);
        if (!canonical.getSignedHeadersString().equals(String.join(";", claim.signedHeaders()))) {
            return "";
        }
        var scope = new CredentialScope(claim.region(), claim.service(), claim.time());
        String stringToSign = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                scope.getDatetime(),
                scope.scope(),
                SignerUtils.hashCanonicalRequest(canonical.getCanonicalRequestString()));
        AwsCredentialsIdentity credentials = AwsCredentialsIdentity.create(claim.keyId(), secret.reveal());
        byte[] key = SignerUtils.deriveSigningKey(credentials, scope);
        return BinaryUtils.toHex(SignerUtils.computeSignature(stringToSign, key));
    }
}
