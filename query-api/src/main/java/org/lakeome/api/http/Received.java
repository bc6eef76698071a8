package org.lakeome.api.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lakeome.api.auth.ReceivedRequest;

/** A request of the server as the signature check wants it: every byte as it came in. */
public final class Received {

    private Received() {}

    public static ReceivedRequest of(Context http) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Collections.list(http.req().getHeaderNames())
                .forEach(name -> headers.put(
                        name.toLowerCase(Locale.ROOT),
                        List.copyOf(Collections.list(http.req().getHeaders(name)))));
        String query = http.req().getQueryString();
        return new ReceivedRequest(
                http.req().getMethod(),
                http.req().getRequestURI(),
                query == null ? "" : query,
                headers,
                RequestBody.read(http));
    }
}
