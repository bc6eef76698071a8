package org.lakeome.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs between a recording and its replay: accounts, and identifiers that answers made known. */
final class GoldenNames {

    /** The member of each operation's answer that later requests name. */
    private static final Map<String, String> MADE = Map.of(
            "CreateVariantStore", "id",
            "CreateAnnotationStore", "id",
            "StartVariantImportJob", "jobId",
            "StartAnnotationImportJob", "jobId",
            "CreateShare", "shareId");

    private final Map<String, String> valueOf = new LinkedHashMap<>();

    GoldenNames(String owner, String partner) {
        valueOf.put("«owner»", owner);
        valueOf.put("«partner»", partner);
        // Seeds make the ids of references of the account's digits.
        valueOf.put("«owner's»", owner.substring(2));
    }

    void learn(String operation, JsonNode answer) {
        String member = MADE.get(operation);
        if (member != null && answer.has(member)) {
            valueOf.put("«" + operation + "»", answer.get(member).asText());
        }
    }

    String hidden(String text) {
        String hidden = text;
        for (var each : valueOf.entrySet()) {
            hidden = hidden.replace(each.getValue(), each.getKey());
        }
        return hidden;
    }

    String shown(String text) {
        String shown = text;
        for (var each : valueOf.entrySet()) {
            shown = shown.replace(each.getKey(), each.getValue());
        }
        return shown;
    }

    /** Every member of an answer by its path, with the type of its value: what clients rely on. */
    static List<String> form(JsonNode answer) {
        List<String> form = new ArrayList<>();
        form("", answer, form);
        return form.stream().sorted().distinct().toList();
    }

    private static void form(String path, JsonNode node, List<String> form) {
        if (node.isObject()) {
            node.properties().forEach(member -> form(path + "." + member.getKey(), member.getValue(), form));
        } else if (node.isArray()) {
            node.forEach(item -> form(path + "[]", item, form));
        } else {
            form.add(path + " " + node.getNodeType());
        }
    }
}
