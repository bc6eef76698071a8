package org.lakeome.catalog.trino;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lakeome.catalog.access.Authorizer;
import org.lakeome.catalog.access.Caller;
import org.lakeome.catalog.access.TableReader;
import org.lakeome.catalog.account.Account;
import org.lakeome.catalog.account.Accounts;
import org.lakeome.catalog.account.Alias;
import org.lakeome.catalog.token.Tokens;

/**
 * The grants as rules of Trino's file-based access control, for all users at once: read-only, and what no rule allows is
 * denied. Trino takes an absent section for "allow", so every section is written out. Thread-safe.
 */
public final class TrinoRules {
    /** The name of our catalog in Trino. */
    public static final String CATALOG = "lakeome";

    /** The catalog of what the server itself tells each account: its events. */
    public static final String SYSTEM_CATALOG = "lakeome_system";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SELECT = List.of("SELECT");
    /** Trino asks for it before it says how a table is made. What else it would allow, the read-only access control does not. */
    private static final List<String> OWN = List.of("SELECT", "OWNERSHIP");

    private final Authorizer authorizer;
    private final Accounts accounts;

    public TrinoRules(Authorizer authorizer, Accounts accounts) {
        this.authorizer = authorizer;
        this.accounts = accounts;
    }

    public String json(Caller.TrinoService engine) {
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put(
                "catalogs",
                List.of(
                        // less than all, and Trino lets no owner be one
                        Map.of("catalog", CATALOG, "allow", "all"),
                        Map.of("catalog", SYSTEM_CATALOG, "allow", "read-only"),
                        Map.of("catalog", "system", "allow", "read-only")));
        rules.put("principals", principals(accounts.keyIds()));
        rules.put("schemas", List.of(Map.of("owner", false)));
        rules.put("tables", tables(accounts.all(), authorizer.tableReaders(engine)));
        rules.put("queries", List.of(Map.of("allow", List.of("execute"))));
        rules.put(
                "functions",
                List.of(Map.of("catalog", "system", "schema", "builtin", "privileges", List.of("EXECUTE"))));
        rules.put("system_session_properties", List.of(Map.of("allow", true)));
        for (String closed : List.of(
                "catalog_session_properties", "procedures", "impersonation", "authorization", "system_information")) {
            rules.put(closed, List.of());
        }
        try {
            return JSON.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The rules for Trino cannot be written.", e);
        }
    }

    /** A token is as good as the key that it was got with: Trino asks at each statement whether its principal is there. */
    private static List<Map<String, Object>> principals(Map<Alias, List<String>> keys) {
        List<Map<String, Object>> rules = new ArrayList<>();
        keys.forEach((alias, ids) -> rules.add(Map.of(
                "principal",
                ids.stream()
                        .map(id -> Pattern.quote(Tokens.principal(alias, id)))
                        .collect(Collectors.joining("|")),
                "user",
                Pattern.quote(alias.value()),
                "allow",
                true)));
        return rules;
    }

    private static List<Map<String, Object>> tables(List<Account> accounts, List<TableReader> readers) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Account account : accounts) {
            // the whole schema, so that it can be shown before it has a table
            rules.add(rule(account.alias(), account.alias(), ".*", OWN));
        }
        Map<Alias, Map<Alias, List<TableReader>>> granted = readers.stream()
                .filter(reader -> !reader.reader().equals(reader.namespace()))
                .collect(groupingBy(TableReader::reader, groupingBy(TableReader::namespace)));
        granted.forEach((reader, schemas) ->
                schemas.forEach((schema, tables) -> rules.add(rule(reader, schema, anyOf(tables), SELECT))));
        // the server gives each user the events of that user alone
        rules.add(Map.of("catalog", SYSTEM_CATALOG, "schema", "log", "table", "events", "privileges", SELECT));
        rules.add(Map.of("catalog", "system", "schema", "jdbc", "privileges", SELECT));
        rules.add(Map.of("catalog", "system", "schema", "metadata", "privileges", SELECT));
        return rules;
    }

    private static Map<String, Object> rule(Alias reader, Alias schema, String tables, List<String> privileges) {
        return Map.of(
                "user", Pattern.quote(reader.value()),
                "catalog", CATALOG,
                "schema", Pattern.quote(schema.value()),
                "table", tables,
                "privileges", privileges);
    }

    // Iceberg's metadata tables (name$files and so on) show samples and bounds of all rows: they go with the table
    // itself, as every grant is unfiltered. So does the flat view, which Trino lets read what its reader may read.
    private static String anyOf(List<TableReader> granted) {
        return granted.stream()
                .map(reader -> Pattern.quote(reader.table().value()))
                .sorted()
                .collect(Collectors.joining("|", "(", ")(__flat|\\$[a-z_]+)?"));
    }
}
