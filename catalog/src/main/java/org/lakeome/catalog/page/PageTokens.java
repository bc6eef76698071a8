package org.lakeome.catalog.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lakeome.catalog.account.AccountId;
import org.lakeome.catalog.account.SecretVault;
import org.lakeome.catalog.error.ApiError;

/**
 * Seals positions into page tokens, which open only for the same account asking the same list with the same filter,
 * within a day. Thread-safe.
 */
public final class PageTokens {

    private static final Duration LIFE = Duration.ofDays(1);

    private final SecretVault vault;
    private final InstantSource clock;

    public PageTokens(SecretVault vault, InstantSource clock) {
        this.vault = vault.forPurpose("page-token");
        this.clock = clock;
    }

    /** The place to go on from; {@link ApiError.Invalid} for a token that is not of this caller and query. */
    public Optional<Position> open(AccountId caller, String query, PageRequest request) {
        return request.token().map(token -> open(token, context(caller, query)));
    }

    /** Makes a page of rows that were read in order, one more than asked for if there are more. */
    public <T> Page<T> page(
            AccountId caller, String query, PageRequest request, List<T> rows, Function<T, Position> position) {
        if (rows.size() <= request.size()) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, request.size());
        Position last = position.apply(items.getLast());
        String text = clock.instant().plus(LIFE).getEpochSecond() + " "
                + ChronoUnit.MICROS.between(Instant.EPOCH, last.created()) + " " + last.id();
        return new Page<>(items, Optional.of(vault.seal(text, context(caller, query))));
    }

    private Position open(String token, String context) {
        try {
            String[] parts = vault.open(token, context).split(" ", 3);
            if (Instant.ofEpochSecond(Long.parseLong(parts[0])).isBefore(clock.instant())) {
                throw notOfThisList();
            }
            return new Position(Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS), parts[2]);
        } catch (SecretVault.NotSealedHere | DateTimeException e) {
            throw notOfThisList();
        }
    }

    private static String context(AccountId caller, String query) {
        return caller.value() + "\n" + query;
    }

    private static ApiError notOfThisList() {
        return new ApiError.Invalid(
                "nextToken is not one of this list and filter, or is older than a day;" + " start again without it");
    }
}
