package org.lakeome.ingest.source;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one way in which sources in S3 are asked. A question that S3 cannot answer now, as by 503 or a connection that breaks, is asked
 * again after growing pauses, or after the one that S3 asks for, until the patience is over.
 */
record S3Patience(SourceLimits limits, Pauses pauses) {
    private static final Logger LOG = LoggerFactory.getLogger(S3Patience.class);
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);
    private static final Set<String> PASSING_CODES =
            Set.of("SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "TooManyRequests");
    private static final long FIRST_PAUSE_MILLIS = 400;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** What S3 answers; as the SDK throws it if that will not pass, an {@link InputFault} when the patience is over. */
    <T> T ask(String name, Supplier<T> question) throws IOException {
        long started = pauses.nanoTime();
        for (int tries = 1; ; tries++) {
            try {
                return question.get();
            } catch (SdkException e) {
                if (!isPassing(e)) {
                    throw e;
                }
                Duration left = longest(e).minusNanos(pauses.nanoTime() - started);
                if (left.isNegative() || left.isZero()) {
                    throw new InputFault(name, 0, gaveUp(e));
                }
                Duration pause = shorter(longer(pauseAfter(tries), retryAfter(e)), left);
                LOG.warn("{}: {}; asked again in {} ms", name, e.getMessage(), pause.toMillis());
                rest(pause);
            }
        }
    }

    /** Half of it is chance, so that many tasks do not all come back at once. */
    Duration pauseAfter(int tries) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries - 1, 10));
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    void rest(Duration pause) throws IOException {
        try {
            pauses.pause(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for S3", e);
        }
    }

    private Duration longest(SdkException e) {
        return isSilence(e) ? limits.stall() : limits.patience();
    }

    private String gaveUp(SdkException e) {
        if (isSilence(e)) {
            return "The source did not answer for " + SourceLimits.words(limits.stall())
                    + ", the limit that ingest.source-stall sets.";
        }
        return (e instanceof AwsServiceException answer
                        ? "S3 answered " + answer.statusCode() + code(answer)
                        : "S3 could not be reached (" + e.getMessage() + ")")
                + " again and again for " + SourceLimits.words(limits.patience())
                + ", the limit that ingest.source-patience sets; import the file again when S3 is well.";
    }

    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code == null || code.isEmpty() ? "" : " (" + code + ")";
    }

    private static boolean isPassing(SdkException e) {
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return false;
        }
        if (e instanceof AwsServiceException answer) {
            return PASSING.contains(answer.statusCode())
                    || answer.awsErrorDetails() != null
                            && PASSING_CODES.contains(
                                    String.valueOf(answer.awsErrorDetails().errorCode()));
        }
        return isSilence(e)
                || cause(e, IOException.class)
                        && !cause(e, UnknownHostException.class)
                        && !cause(e, SSLException.class);
    }

    private static boolean isSilence(SdkException e) {
        return e instanceof ApiCallAttemptTimeoutException || cause(e, SocketTimeoutException.class);
    }

    private static boolean cause(Throwable e, Class<? extends Throwable> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Seconds or a date, as HTTP has it; zero where there is neither. */
    private static Duration retryAfter(SdkException e) {
        Optional<String> header = e instanceof AwsServiceException answer
                        && answer.awsErrorDetails() != null
                        && answer.awsErrorDetails().sdkHttpResponse() != null
                ? answer.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After")
                : Optional.empty();
        String text = header.map(String::strip).orElse("0");
        if (text.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return longer(Duration.ZERO, Duration.between(ZonedDateTime.now(at.getZone()), at));
        } catch (DateTimeParseException notADate) {
            return Duration.ZERO;
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
