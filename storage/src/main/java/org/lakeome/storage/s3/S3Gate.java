package org.lakeome.storage.s3;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lakeome.catalog.account.AccessKey;

/**
 * Stands before s3proxy and refuses what it would take or would refuse without a reason: what was not signed could have been
 * added on the way. Thread-safe.
 */
final class S3Gate extends HttpFilter {

    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
    private static final Pattern SIGNED_HEADERS = Pattern.compile("SignedHeaders=([^,\\s]*)");
    private static final Pattern KEY_ID = Pattern.compile("Credential=([^/,\\s]+)/");
    private static final String VERSION_4 =
            "Sign with version 4: signature_version = s3v4 in the s3 section of the AWS configuration, Config(signature_version='s3v4') in boto3.";

    private final transient Function<String, Optional<AccessKey>> accountKeys;
    private final transient Clock clock;
    private final transient BodyFloor floor;

    S3Gate(Function<String, Optional<AccessKey>> accountKeys, Clock clock, BodyFloor floor) {
        this.floor = floor;
        this.accountKeys = accountKeys;
        this.clock = clock;
    }

    private record Refusal(int status, String code, String message) {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        S3Request plain;
        try {
            plain = new S3Request(request, floor);
        } catch (IllegalArgumentException e) {
            answer(response, new Refusal(400, "InvalidURI", "The query holds a % that begins no escape."));
            return;
        }
        Optional<Refusal> refusal = refusal(plain);
        if (refusal.isPresent()) {
            answer(response, refusal.get());
        } else {
            chain.doFilter(plain, response);
        }
    }

    private Optional<Refusal> refusal(S3Request request) {
        String authorization =
                Optional.ofNullable(request.getHeader("authorization")).orElse("");
        if (authorization.startsWith("AWS ") || request.getParameter("AWSAccessKeyId") != null) {
            return Optional.of(new Refusal(400, "InvalidRequest", VERSION_4));
        }
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (request.getMethod().equals("POST") && type.startsWith("multipart/form-data")) {
            return Optional.of(new Refusal(
                    400, "InvalidRequest", "POST forms are not taken: upload by PUT to a presigned URL. " + VERSION_4));
        }
        boolean inQuery = request.getParameter("X-Amz-Signature") != null;
        if (!inQuery && authorization.isEmpty()) {
            return Optional.empty();
        }
        String signed = inQuery
                ? Optional.ofNullable(request.getParameter("X-Amz-SignedHeaders"))
                        .orElse("")
                : found(SIGNED_HEADERS, authorization);
        List<String> names = List.of(signed.toLowerCase(Locale.ROOT).split(";"));
        List<String> unsigned = Collections.list(((HttpServletRequest) request.getRequest()).getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-amz-") || name.equals("host"))
                .filter(name -> !names.contains(name))
                .sorted()
                .toList();
        if (!unsigned.isEmpty()) {
            return Optional.of(new Refusal(
                    403,
                    "AccessDenied",
                    "There were headers present in the request which were not signed: " + String.join(", ", unsigned)));
        }
        if (inQuery && isOfTheFuture(request.getParameter("X-Amz-Date"))) {
            return Optional.of(new Refusal(403, "AccessDenied", "Request is not yet valid"));
        }
        String keyId = inQuery
                ? Optional.ofNullable(request.getParameter("X-Amz-Credential"))
                        .orElse("")
                        .split("/", 2)[0]
                : found(KEY_ID, authorization);
        return otherOwner(request, keyId);
    }

    /** Of a bucket of the caller's own, which is all that a caller can name. */
    private Optional<Refusal> otherOwner(S3Request request, String keyId) {
        return S3Request.OWNERS.stream()
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream())
                .filter(owner -> !accountKeys
                        .apply(keyId)
                        .map(key -> key.account().value())
                        .equals(Optional.of(owner)))
                .map(owner -> new Refusal(403, "AccessDenied", "The bucket does not belong to the account " + owner))
                .findFirst();
    }

    private boolean isOfTheFuture(String date) {
        try {
            Instant time = LocalDateTime.parse(Optional.ofNullable(date).orElse(""), TIME)
                    .toInstant(ZoneOffset.UTC);
            return time.isAfter(clock.instant().plus(SKEW));
        } catch (DateTimeException e) {
            return true;
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void answer(HttpServletResponse response, Refusal refusal) throws IOException {
        response.setStatus(refusal.status());
        response.setContentType("application/xml");
        // What was not read of the body would be taken for the next request.
        response.setHeader("Connection", "close");
        String id = UUID.randomUUID().toString();
        response.setHeader("x-amz-request-id", id);
        String xml =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
                        .formatted(refusal.code(), escaped(refusal.message()), id);
        response.getOutputStream().write(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        StringBuilder xml = new StringBuilder();
        Map<Integer, String> special = Map.of((int) '&', "&amp;", (int) '<', "&lt;", (int) '>', "&gt;");
        text.chars().forEach(c -> xml.append(special.getOrDefault(c, String.valueOf((char) c))));
        return xml.toString();
    }
}
