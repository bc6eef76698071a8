package org.lakeome.ingest.worker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** What the server tells its worker by environment. The token never shows in the text form. */
record WorkerConfig(
        URI server, String token, Path workFolder, String sparkMaster, String name, boolean exitOnStdinEof) {

    static WorkerConfig of(Map<String, String> environment) {
        return new WorkerConfig(
                URI.create(required(environment, "LAKEOME_SERVER")),
                required(environment, "LAKEOME_WORKER_TOKEN"),
                Path.of(required(environment, "LAKEOME_WORK_DIR")),
                environment.getOrDefault("LAKEOME_SPARK_MASTER", "local[*]"),
                environment.getOrDefault(
                        "LAKEOME_WORKER_NAME",
                        "worker-" + ProcessHandle.current().pid()),
                Boolean.parseBoolean(environment.getOrDefault("LAKEOME_EXIT_ON_STDIN_EOF", "false")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The environment variable " + name + " is not set; the server sets it.");
        }
        return value;
    }

    @Override
    public String toString() {
        return "WorkerConfig[" + server + ", " + workFolder + ", " + sparkMaster + ", " + name + "]";
    }
}
