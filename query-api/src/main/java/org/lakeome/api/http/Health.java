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
 * {@code /health/live} answers 200 as long as the process serves requests; {@code /health/ready} answers 200 or 503 and names the parts that are down or have never been up yet.
 * Why a part is down goes to the log only: anybody may ask.
 */
public final class Health implements Routes {

    /** Of a part. */
    public enum State {
        UP,
        /** It was started and has not answered yet. */
        STARTING,
        DOWN;

        public static State of(boolean up) {
            return up ? UP : DOWN;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Map<String, Callable<State>> checks;

    /** @param checks by name of the part; an exception counts as down */
    public Health(Map<String, Callable<State>> checks) {
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
        for (Map.Entry<String, Callable<State>> check : checks.entrySet()) {
            State part = state(check.getKey(), check.getValue());
            up &= part == State.UP;
            parts.put(check.getKey(), part.name());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", up ? "UP" : "DOWN");
        answer(http, up ? 200 : 503, body.set("parts", parts));
    }

    private static State state(String part, Callable<State> check) {
        try {
            return check.call();
        } catch (Exception e) {
            LOG.warn("{} is down", part, e);
            return State.DOWN;
        }
    }

    private static void answer(Context http, int status, ObjectNode body) {
        http.status(status).contentType("application/json").result(body.toString());
    }
}
