package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.lakeome.ingest.write.WarehouseFileIO;

/** Where a table of leased work is, with the lease's token, which reaches that one; the text form hides the token. */
record TablePlace(String catalogUri, String token, String namespace, String name) {
    static TablePlace of(JsonNode table) {
        return new TablePlace(
                VariantImportSpec.required(table, "catalogUri"),
                VariantImportSpec.required(table, "token"),
                VariantImportSpec.required(table, "namespace"),
                VariantImportSpec.required(table, "name"));
    }

    /** To be closed by the caller, after which its tables cannot be used any more. */
    RESTCatalog openCatalog() {
        RESTCatalog catalog = new RESTCatalog();
        try {
            catalog.initialize("lakeome", properties());
            return catalog;
        } catch (RuntimeException e) {
            try {
                catalog.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    Table load(RESTCatalog catalog) {
        return catalog.loadTable(TableIdentifier.of(namespace, name));
    }

    private Map<String, String> properties() {
        return Map.of(
                "uri",
                catalogUri,
                "rest.auth.type",
                "oauth2",
                "oauth2-server-uri",
                catalogUri.replaceAll("/+$", "") + "/v1/oauth/tokens",
                "token",
                token,
                "token-refresh-enabled",
                "false",
                "token-exchange-enabled",
                "false",
                "rest-metrics-reporting-enabled",
                "false",
                "io-impl",
                WarehouseFileIO.class.getName());
    }

    /** Another table beside it, which the token reaches too. */
    TablePlace sibling(String other) {
        return new TablePlace(catalogUri, token, namespace, other);
    }

    @Override
    public String toString() {
        return namespace + "." + name;
    }
}
