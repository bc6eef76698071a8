package org.lakeome.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.lakeome.cli.words.ServiceWords;
import org.lakeome.server.LakeConfig;
import picocli.CommandLine;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What a command says when it cannot go on, and the exit code that goes with it. */
record Complaint(String message, int exitCode) {

    /** Makes {@code line} say every failure so, once, on standard error. */
    static CommandLine toldBy(CommandLine line) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, words) -> WrongWords.tell(wrong));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Complaint complaint = of(failure);
            PrintWriter err = command.getErr();
            err.println(command.getColorScheme().errorText("lakeome: " + complaint.message()));
            if (System.getenv("LAKEOME_DEBUG") != null) {
                failure.printStackTrace(err);
            }
            return complaint.exitCode();
        });
        return line;
    }

    static Complaint of(Exception failure) {
        return switch (failure) {
            case Failure own -> new Complaint(own.getMessage(), own.exitCode());
            case LakeConfig.BadConfig bad -> new Complaint(bad.getMessage(), 2);
            case AwsServiceException refused -> new Complaint(said(refused), Lakeome.exitCode(refused.statusCode()));
            case SdkClientException unsent -> new Complaint(unsent(unsent), 1);
            case NoSuchFileException absent -> new Complaint("there is no " + absent.getFile(), 3);
            case AccessDeniedException closed -> new Complaint(closed.getFile() + " may not be read or written", 4);
            case FileSystemException file ->
                new Complaint(
                        "%s: %s"
                                .formatted(
                                        file.getFile(), file.getReason() == null ? "cannot be used" : file.getReason()),
                        1);
            default ->
                new Complaint(
                        failure.getMessage() == null
                                ? "a fault of Lakeome itself; LAKEOME_DEBUG=1 shows where"
                                : ServiceWords.withoutJava(failure.getMessage()),
                        1);
        };
    }

    private static String said(AwsServiceException refused) {
        if (refused.awsErrorDetails() == null || refused.awsErrorDetails().errorMessage() == null) {
            return "the server answered " + refused.statusCode();
        }
        String message = refused.awsErrorDetails().errorMessage();
        return switch (String.valueOf(refused.awsErrorDetails().errorCode())) {
            case "InvalidSignatureException",
                    "SignatureDoesNotMatch",
                    "InvalidAccessKeyId",
                    "UnrecognizedClientException" -> refusedKeys(message);
            default -> ServiceWords.plain(message);
        };
    }

    /** Which of key and secret is wrong nobody is told. */
    static String refusedKeys(String message) {
        if (message.startsWith("Signature expired") || message.startsWith("Signature not yet current")) {
            return "the clocks of this machine and of the server differ: " + message;
        }
        if (message.startsWith("The signature of this request was used before") || message.contains("scoped to")) {
            return ServiceWords.plain(message);
        }
        return "the server does not take these keys: the key was removed, or is of another server;"
                + " `./lakeome account key add ALIAS --save` makes a new one";
    }

    private static String unsent(SdkClientException unsent) {
        for (Throwable cause = unsent; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return "the server does not answer; `./lakeome status` says how it is";
            }
        }
        return ServiceWords.withoutJava(unsent.getMessage());
    }
}
