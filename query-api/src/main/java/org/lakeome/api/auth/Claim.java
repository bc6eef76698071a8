package org.lakeome.api.auth;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says about its signature; nothing of it is proven yet.
 *
 * @param lifetime how long a presigned request says it is good for; zero for the header form
 */
record Claim(
        String keyId,
        String date,
        String region,
        String service,
        List<String> signedHeaders,
        String signature,
        Instant time,
        Duration lifetime,
        boolean presigned) {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern SCOPE = Pattern.compile("([^/,\\s]+)/([0-9]{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request");
    private static final Pattern HEADER = Pattern.compile(
            ALGORITHM + " +Credential=([^,\\s]+), *SignedHeaders=([^,\\s]+), *Signature=([0-9a-f]{64})");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    static boolean isMade(ReceivedRequest request) {
        return isInQuery(request.query().orElse(Map.of()))
                || request.header("authorization").stream().anyMatch(value -> value.startsWith(ALGORITHM));
    }

    static Optional<Claim> find(ReceivedRequest request) {
        List<String> authorization = request.header("authorization");
        Map<String, List<String>> query = request.query().orElse(Map.of());
        boolean inQuery = isInQuery(query);
        if (authorization.isEmpty() && !inQuery) {
            return Optional.empty();
        }
        if (authorization.size() > 1 || (inQuery && !authorization.isEmpty())) {
            throw incomplete("The request must be signed once, in the Authorization header or in the query.");
        }
        return Optional.of(inQuery ? inQuery(query) : inHeader(request, authorization.getFirst()));
    }

    private static boolean isInQuery(Map<String, List<String>> query) {
        return query.containsKey("X-Amz-Signature") || query.containsKey("X-Amz-Algorithm");
    }

    private static Claim inHeader(ReceivedRequest request, String authorization) {
        Matcher parts = HEADER.matcher(authorization);
        if (!parts.matches()) {
            throw incomplete(
                    "The Authorization header must have the form 'AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...'.");
        }
        List<String> dates = request.header("x-amz-date");
        if (dates.size() != 1) {
            throw incomplete("The request must have one X-Amz-Date header.");
        }
        return claim(parts.group(1), parts.group(2), parts.group(3), dates.getFirst(), Duration.ZERO, false);
    }

    private static Claim inQuery(Map<String, List<String>> query) {
        String seconds = single(query, "X-Amz-Expires");
        if (!single(query, "X-Amz-Algorithm").equals(ALGORITHM)
                || !SECONDS.matcher(seconds).matches()) {
            throw incomplete(
                    "A presigned request must have X-Amz-Algorithm=AWS4-HMAC-SHA256 and X-Amz-Expires in seconds.");
        }
        return claim(
                single(query, "X-Amz-Credential"),
                single(query, "X-Amz-SignedHeaders"),
                single(query, "X-Amz-Signature"),
                single(query, "X-Amz-Date"),
                Duration.ofSeconds(Long.parseLong(seconds)),
                true);
    }

    private static Claim claim(
            String credential, String headers, String signature, String date, Duration lifetime, boolean presigned) {
        Matcher scope = SCOPE.matcher(credential);
        if (!scope.matches()) {
            throw incomplete("The credential must have the form KEY/yyyymmdd/REGION/omics/aws4_request.");
        }
        return new Claim(
                scope.group(1),
                scope.group(2),
                scope.group(3),
                scope.group(4),
                List.of(headers.split(";", -1)),
                signature,
                time(date),
                lifetime,
                presigned);
    }

    private static Instant time(String date) {
        try {
            return LocalDateTime.parse(date, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw incomplete("X-Amz-Date must have the form yyyymmddThhmmssZ.");
        }
    }

    private static String single(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw incomplete("A presigned request must have one parameter " + name + ".");
        }
        return values.getFirst();
    }

    private static NotAuthenticated incomplete(String message) {
        return new NotAuthenticated("IncompleteSignatureException", message);
    }
}
