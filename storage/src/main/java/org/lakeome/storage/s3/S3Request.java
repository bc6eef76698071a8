package org.lakeome.storage.s3;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request as S3 understands it. Its parameters are those of its query alone: a servlet container takes a body of the type
 * of a form for parameters too, and S3 knows no such forms. Its body is checked to its end, and given up if it is slower than its floor.
 */
final class S3Request extends HttpServletRequestWrapper {

    /** Names that whoever stands before s3proxy has dealt with, and s3proxy does not know. */
    static final Set<String> OWNERS = Set.of("x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner");

    private final Map<String, String[]> parameters = new LinkedHashMap<>();
    private final BodyFloor floor;
    private ServletInputStream body;

    S3Request(HttpServletRequest request, BodyFloor floor) {
        super(request);
        this.floor = floor;
        String query = request.getQueryString();
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                found.computeIfAbsent(decoded(name), none -> new ArrayList<>()).add(decoded(value));
            }
        }
        found.forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
    }

    @Override
    public String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String[] getParameterValues(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !OWNERS.contains(name.toLowerCase(Locale.ROOT)))
                .toList());
    }

    /** Lists that leave everything to the bucket's owner, who is the caller here, are the list that there is. */
    @Override
    public String getHeader(String name) {
        String value = super.getHeader(name);
        boolean owners = name.equalsIgnoreCase("x-amz-acl") && value != null && value.startsWith("bucket-owner-");
        return owners ? "private" : value;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = checked(new PacedBody(super.getInputStream(), floor));
        }
        return body;
    }

    private ServletInputStream checked(ServletInputStream plain) throws IOException {
        String kind = super.getHeader("x-amz-content-sha256");
        String declared = super.getHeader("x-amz-decoded-content-length");
        if (kind != null && kind.startsWith("STREAMING-") && declared != null && declared.matches("\\d{1,18}")) {
            return new Chunks(plain, Long.parseLong(declared), super.getHeader("x-amz-trailer"));
        }
        boolean completes = getMethod().equals("POST") && parameters.containsKey("uploadId");
        return completes ? new PartsInOrder(plain) : plain;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
