package org.lakeome.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.lakeome.server.LakeConfig;
import org.lakeome.trino.TrinoConfig;
import org.lakeome.trino.TrinoSecrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the configuration files that make a Trino cluster outside serve this server's accounts. */
@Command(name = "trino-config", description = "Write the configuration files for an outside Trino cluster.")
final class TrinoConfigCommand implements Callable<Integer> {

    @ParentCommand
    private Lakeome lakeome;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder to write into, laid out like Trino's etc.")
    private Path folder;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The address of this server's inner routes as the cluster reaches it; without it http.internal-url, or where they listen.")
    private URI server;

    @Override
    public Integer call() throws IOException {
        Path data = lakeome.data();
        URI address = server != null ? server : internal(data);
        Path secrets = data.resolve("secrets");
        new TrinoConfig(
                        address,
                        TrinoSecrets.open(secrets),
                        secrets.resolve("token.pub"),
                        Duration.ofSeconds(1),
                        data.resolve("warehouse"))
                .writeForOutsideCluster(folder);
        spec.commandLine()
                .getErr()
                .printf(
                        "Wrote %s; the files hold secrets. Append config-lakeome.properties to each node's config.properties.%n",
                        folder);
        return 0;
    }

    private static URI internal(Path data) {
        return LakeConfig.load(data, System.getenv())
                .http()
                .internal()
                .url()
                .orElseGet(() -> URI.create(Session.running(data).internal()));
    }
}
