package org.lakeome.api.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request exactly as its bytes came in: nothing decoded, nothing normalised.
 *
 * @param rawPath percent-encoded path, without host for an absolute-form target
 * @param rawQuery percent-encoded query without the question mark, empty if there is none
 * @param headers values in order of arrival, by lower-case name
 */
public record ReceivedRequest(
        String method, String rawPath, String rawQuery, Map<String, List<String>> headers, byte[] body) {

    /** All values of a header, empty if it was not sent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The decoded query parameters in order of arrival; empty if the query is not percent-encoded UTF-8. */
    public Optional<Map<String, List<String>>> query() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.isEmpty() ? new String[0] : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> name = PercentEncoding.decode(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = PercentEncoding.decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            parameters.computeIfAbsent(name.get(), key -> new ArrayList<>()).add(value.get());
        }
        return Optional.of(parameters);
    }
}
