package org.lakeome.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lakeome.server.LakeConfig;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The {@code lakeome} command. Data goes to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2
 * wrong usage, 3 not found, 4 denied, 5 conflict, 6 a job ended with failures.
 */
@Command(
        name = "lakeome",
        mixinStandardHelpOptions = true,
        versionProvider = Lakeome.Version.class,
        description = "An open analytics lakehouse for genomics: import VCF files, share them, ask questions in SQL.",
        subcommands = {
            QuickstartCommand.class,
            StartCommand.class,
            StopCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            AccountCommand.class,
            TokenCommand.class,
            StoreCommand.class,
            AnnotationCommand.class,
            ImportCommand.class,
            AdoptCommand.class,
            SqlCommand.class,
            ExportCommand.class,
            OptimizeCommand.class,
            EventsCommand.class,
            ShareCommand.class,
            TrinoConfigCommand.class,
            AutoComplete.GenerateCompletion.class
        })
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
                    "Whose keys to use: a profile of DATA/credentials or of the AWS files (default: AWS_PROFILE).")
    private String profile;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command, ready to execute; for the launcher and for tests. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Lakeome());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText("lakeome: " + describe(failure)));
            return exitCode(failure);
        });
        return line;
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

    private static String describe(Exception failure) {
        return switch (failure) {
            case AwsServiceException aws
            when aws.awsErrorDetails() != null -> aws.awsErrorDetails().errorMessage();
            case SdkClientException client -> client.getMessage();
            case LakeConfig.BadConfig bad -> bad.getMessage();
            case Failure own -> own.getMessage();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    private static int exitCode(Exception failure) {
        return switch (failure) {
            case AwsServiceException aws -> exitCode(aws.statusCode());
            case LakeConfig.BadConfig bad -> 2;
            case Failure own -> own.exitCode();
            default -> 1;
        };
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
