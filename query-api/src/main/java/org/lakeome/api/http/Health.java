package org.lakeome.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /health/live} answers 200 as long as the process serves requests; {@code /health/ready} answers 200 or 503 and names the parts that are down.
 * Why a part is down goes to the log only: anybody may ask.
 */
public final class Health implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Map<String, Callable<Boolean>> checks;

    /** @param checks by name of the part; false or an exception counts as down */
    public Health(Map<String, Callable<Boolean>> checks) {
        this.checks = new TreeMap<>(checks);
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", Health::live);
        routes.get("/health/ready", this::ready);
    }

    private static void live(Context http) {
        answer(http, 200, JsonNodeFactory.instance.objectNode().put("status", "UP"));
    }

    private void ready(Context http) {
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        boolean up = true;
        for (Map.Entry<String, Callable<Boolean>> check : checks.entrySet()) {
            boolean partUp = isUp(check.getKey(), check.getValue());
            up &= partUp;
            parts.put(check.getKey(), partUp ? "UP" : "DOWN");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", up ? "UP" : "DOWN");
        answer(http, up ? 200 : 503, body.set("parts", parts));
    }

    private static boolean isUp(String part, Callable<Boolean> check) {
        try {
            return check.call();
        } catch (Exception e) {
            LOG.warn("{} is down", part, e);
            return false;
        }
    }

    private static void answer(Context http, int status, ObjectNode body) {
        http.status(status).contentType("application/json").result(body.toString());
    }
}
