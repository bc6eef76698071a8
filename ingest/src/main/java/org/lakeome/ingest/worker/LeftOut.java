package org.lakeome.ingest.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.lakeome.ingest.source.InputFault;

/** The items of a job at which workers have died, which are not looked at again, with the reason for each. */
record LeftOut(Map<String, String> reasons) {
    static LeftOut of(JsonNode items) {
        Map<String, String> reasons = new HashMap<>();
        for (JsonNode item : items) {
            if (item.has("leftOut")) {
                reasons.put(item.path("source").asText(), item.path("leftOut").asText());
            }
        }
        return new LeftOut(reasons);
    }

    /** Ends quietly if the source may be read. */
    void require(String source) {
        String reason = reasons.get(source);
        if (reason != null) {
            throw InputFault.told(source, reason);
        }
    }
}
