package org.lakeome.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code lakeome} command. Data goes to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2
 * wrong usage, 3 not found, 4 denied, 5 conflict, 6 a job ended with failures.
 */
@Command(
        name = "lakeome",
        mixinStandardHelpOptions = true,
        versionProvider = Lakeome.Version.class,
        description = "An open analytics lakehouse for genomics: import VCF files, share them, ask questions in SQL.")
public final class Lakeome implements Callable<Integer> {

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The data folder (default: LAKEOME_HOME, else 'data' beside this command).")
    private Path data;

    @Option(
            names = "--profile",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description =
                    "Whose keys to use: a profile of DATA/credentials or of the AWS files (default: AWS_PROFILE, then"
                            + " what `lakeome use` kept).")
    private String profile;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        // Numbers are written alike on every machine.
        Locale.setDefault(Locale.ROOT);
        CommandLine line = commandLine(args);
        int exitCode = line.execute(args);
        line.getOut().flush();
        line.getErr().flush();
        // An exit looks for somebody who logs it, through all jars; there is nothing here that waits for one.
        Runtime.getRuntime().halt(exitCode);
    }

    /** The whole command with all that it can do; for tests and for what looks at all of it. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Lakeome());
        Commands.addAll(line);
        return Complaint.toldBy(line);
    }

    /** The command with what these words can call; made much faster. */
    public static CommandLine commandLine(String... words) {
        CommandLine line = new CommandLine(new Lakeome());
        Commands.addFor(line, words);
        return Complaint.toldBy(line);
    }

    /** The folder of the running build, which the launcher script passes on. */
    static Path root() {
        return Path.of(System.getProperty("lakeome.root", "."));
    }

    Path data() {
        if (data != null) {
            return data.toAbsolutePath().normalize();
        }
        String home = System.getenv("LAKEOME_HOME");
        return (home == null ? root().resolve("data") : Path.of(home))
                .toAbsolutePath()
                .normalize();
    }

    Session session() {
        return Session.open(data(), profile);
    }

    Session session(String asProfile) {
        return Session.open(data(), asProfile);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 2;
    }

    static int exitCode(int httpStatus) {
        return switch (httpStatus) {
            case 400 -> 2;
            case 401, 403 -> 4;
            case 404 -> 3;
            case 409 -> 5;
            default -> 1;
        };
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Lakeome.class.getPackage().getImplementationVersion();
            return new String[] {"lakeome " + (version == null ? "0.1.0-SNAPSHOT" : version)};
        }
    }
}
