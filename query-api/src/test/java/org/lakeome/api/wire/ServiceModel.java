package org.lakeome.api.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service model that AWS publishes, where boto3 looks for it ({@code AWS_DATA_PATH}). */
public final class ServiceModel {

    public static final Path FOLDER =
            Path.of("../../shared/contract").toAbsolutePath().normalize();

    private ServiceModel() {}

    /** Puts the model into the folder as boto3 wants it to lie. */
    public static void copyTo(Path models) throws IOException {
        Path model = Files.createDirectories(models.resolve("omics/2022-11-28"));
        Files.copy(FOLDER.resolve("omics-service-2.json"), model.resolve("service-2.json"));
        Files.copy(FOLDER.resolve("omics-paginators-1.json"), model.resolve("paginators-1.json"));
        Files.copy(FOLDER.resolve("omics-waiters-2.json"), model.resolve("waiters-2.json"));
        Files.copy(FOLDER.resolve("omics-endpoint-rule-set-1.json"), model.resolve("endpoint-rule-set-1.json"));
    }

    /** Debian's first: a python3 of the user's own may have any boto3. Empty if there is none. */
    public static String pythonWithBoto3() throws InterruptedException {
        for (String python : new String[] {"/usr/bin/python3", "python3"}) {
            try {
                if (new ProcessBuilder(python, "-c", "import boto3").start().waitFor() == 0) {
                    return python;
                }
            } catch (IOException notThere) {
                // the next one
            }
        }
        return "";
    }
}
