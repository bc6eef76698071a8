package org.lakeome.trino;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.lakeome.catalog.token.Tokens;
import org.lakeome.catalog.trino.TrinoRules;

/**
 * The configuration that makes a Trino one of ours: whoever connects shows a token of this server, the catalog is our
 * Iceberg REST catalog asked as that user, and the access rules come from here. The same for the child process and for an
 * outside cluster.
 *
 * @param server base URI of the Lakeome server, as Trino reaches it
 * @param publicKey PEM file that tokens are verified with
 * @param rulesAge how long Trino may keep the access rules; a revoke does not wait for it, as the catalog is asked by
 *     every query
 * @param warehouse absolute folder of the tables
 */
public record TrinoConfig(URI server, TrinoSecrets secrets, Path publicKey, Duration rulesAge, Path warehouse) {
    private static final String READ_ONLY = "access-read-only.properties";
    private static final String RULES = "access-rules.properties";

    /** Authentication by our tokens; the cluster adds its own port, HTTPS key and memory. */
    Map<String, String> authentication(Path publicKeyAsSeenByTrino, Path etc) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("http-server.authentication.type", "JWT");
        config.put("http-server.authentication.jwt.key-file", publicKeyAsSeenByTrino.toString());
        config.put("http-server.authentication.jwt.required-issuer", Tokens.ISSUER);
        config.put("http-server.authentication.jwt.required-audience", "trino");
        config.put("http-server.authentication.jwt.principal-field", Tokens.PRINCIPAL_CLAIM);
        config.put("http-server.authentication.jwt.user-mapping.pattern", "([^@]+)@[^@]+");
        config.put("access-control.config-files", etc.resolve(READ_ONLY) + "," + etc.resolve(RULES));
        config.put("sql.default-catalog", TrinoRules.CATALOG);
        return config;
    }

    /**
     * Writes the two access controls, both of which must allow what is done.
     *
     * @param readOnly the name of the first: our own where our plugin is
     */
    void writeAccessControl(Path etc, String readOnly) throws IOException {
        // Trino 483's rules from a file let every reader run table procedures (ALTER TABLE ... EXECUTE optimize)
        write(etc.resolve(READ_ONLY), Map.of("access-control.name", readOnly));
        write(etc.resolve(RULES), rules());
    }

    private Map<String, String> rules() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("access-control.name", "file");
        config.put("security.config-file", server + "/trino/" + secrets.rules().reveal() + "/rules.json");
        // on a busy machine the default of 10 s ends Trino's start
        config.put("system-access-control.http-client.request-timeout", "60s");
        config.put("security.refresh-period", rulesAge.toMillis() + "ms");
        return config;
    }

    Map<String, String> catalog(Path localRoot) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.name", "iceberg");
        config.put("iceberg.catalog.type", "rest");
        config.put("iceberg.rest-catalog.uri", server + "/iceberg");
        config.put("iceberg.rest-catalog.security", "OAUTH2");
        config.put("iceberg.rest-catalog.session", "USER");
        // every query has a session of its own in Trino 483; this is how long its token stays in memory
        config.put("iceberg.rest-catalog.session-timeout", "10m");
        config.put(
                "iceberg.rest-catalog.oauth2.credential",
                "trino:" + secrets.client().reveal());
        config.put("iceberg.rest-catalog.oauth2.server-uri", server + "/iceberg/v1/oauth/tokens");
        config.put("iceberg.rest-catalog.view-endpoints-enabled", "false");
        config.put("iceberg.add-files-procedure.enabled", "false");
        config.put("iceberg.register-table-procedure.enabled", "false");
        // only the server maintains tables; access control says so already, this is the second lock
        config.put("iceberg.expire-snapshots.min-retention", "36500d");
        config.put("iceberg.remove-orphan-files.min-retention", "36500d");
        // a column that only few rows are asked of is decoded in such steps: a variant of many samples, a gene
        config.put("parquet.max-read-block-row-count", "1024");
        config.put("fs.local.enabled", "true");
        config.put("local.location", localRoot.toString());
        return config;
    }

    /** The event log as a catalog, by the connector that rides in our Iceberg plugin. */
    Map<String, String> systemCatalog() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.name", "lakeome_events");
        config.put("lakeome.server", server.toString());
        config.put("lakeome.secret", secrets.client().reveal());
        return config;
    }

    /**
     * Makes the folder that stands for {@code /} to Trino, which looks up {@code file:/a/b} as {@code <root>/a/b}: it
     * holds the warehouse at its own path and nothing else of the machine.
     */
    void mirrorWarehouse(Path root) throws IOException {
        Path absolute = warehouse.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        Path link = root.resolve(Path.of("/").relativize(absolute));
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, absolute);
    }

    /** Writes the files for an outside cluster into a folder laid out like Trino's {@code etc}. */
    public void writeForOutsideCluster(Path folder) throws IOException {
        Path etc = folder.toAbsolutePath().normalize();
        Files.createDirectories(etc.resolve("catalog"));
        Files.copy(publicKey, etc.resolve("lakeome-token.pub"), StandardCopyOption.REPLACE_EXISTING);
        write(
                etc.resolve("config-lakeome.properties"),
                authentication(Path.of("etc/lakeome-token.pub"), Path.of("etc")));
        writeAccessControl(etc, "read-only");
        write(etc.resolve("catalog/" + TrinoRules.CATALOG + ".properties"), catalog(Path.of("/")));
    }

    static void write(Path file, Map<String, String> properties) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                part,
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
