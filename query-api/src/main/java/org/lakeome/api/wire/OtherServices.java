package org.lakeome.api.wire;

import io.javalin.http.Context;
import org.lakeome.api.auth.NotAuthenticated;
import org.lakeome.api.auth.ReceivedRequest;
import org.lakeome.api.auth.SigV4Verifier;
import org.lakeome.api.http.OperationName;
import org.lakeome.api.http.RequestId;
import org.lakeome.catalog.access.Caller;

/**
 * Answers requests that are signed for another AWS service than {@code omics}, as that service would answer: who the caller
 * is, for nearly every tool asks {@code sts} that, and else that Lakeome does not offer it. Thread-safe.
 */
final class OtherServices {

    private static final String STS = "sts";
    private static final String GET_CALLER_IDENTITY = "GetCallerIdentity";

    private final SigV4Verifier verifier;

    OtherServices(SigV4Verifier verifier) {
        this.verifier = verifier;
    }

    /** @param service the name in the credential's scope; nothing is proven yet */
    void answer(Context http, ReceivedRequest request, String service) {
        ServiceDialect dialect = ServiceDialect.of(request, service);
        String operation = dialect.operation(request);
        if (service.equals(STS) && operation.equals(GET_CALLER_IDENTITY)) {
            OperationName.set(http, GET_CALLER_IDENTITY);
            identify(http, request, dialect);
            return;
        }
        OperationName.set(http, "OtherService");
        String hint = service.equals("s3")
                ? "; its S3 has a port of its own, to be set as AWS_ENDPOINT_URL_S3 or --endpoint-url"
                : "";
        dialect.refuse(
                http,
                request,
                400,
                "NotSupportedOperationException",
                "Lakeome does not offer %s:%s%s".formatted(service, operation, hint));
    }

    /** The account is the only principal that there is, as the root of an AWS account. */
    private void identify(Context http, ReceivedRequest request, ServiceDialect dialect) {
        try {
            Caller.User caller = verifier.verifyFor(STS, request);
            String account = caller.account().value();
            http.contentType("text/xml").result("""
                            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                              <GetCallerIdentityResult>
                                <Arn>arn:aws:iam::%s:root</Arn>
                                <UserId>%s</UserId>
                                <Account>%s</Account>
                              </GetCallerIdentityResult>
                              <ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata>
                            </GetCallerIdentityResponse>
                            """.formatted(account, account, account, RequestId.of(http)));
        } catch (NotAuthenticated unproven) {
            String code =
                    unproven.type().equals("InvalidSignatureException") ? "SignatureDoesNotMatch" : unproven.type();
            dialect.refuse(http, request, 403, code, unproven.getMessage());
        }
    }
}
