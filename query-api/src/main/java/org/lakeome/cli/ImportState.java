package org.lakeome.cli;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** How far an import job of either kind is. {@code failures} has a line for each item that failed, as far as the API says why. */
record ImportState(JobStatus status, String message, List<String> failures) {

    /** Messages quote what hostile files hold, which must not reach the terminal as commands. */
    ImportState {
        message = printable(message);
        failures = failures.stream().map(ImportState::printable).toList();
    }

    private static String printable(String text) {
        return text == null ? null : text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    /** The same with sources named as the user typed them. */
    ImportState inWordsOf(Map<String, String> typed) {
        return new ImportState(
                status,
                message == null ? null : named(message, typed),
                failures.stream().map(failure -> named(failure, typed)).toList());
    }

    /** The failures that the message does not tell already. */
    List<String> untold() {
        return failures.stream()
                .filter(failure -> message == null || !message.contains(failure.replaceFirst("^.*?: ", "")))
                .toList();
    }

    private static String named(String text, Map<String, String> typed) {
        String named = text;
        for (Map.Entry<String, String> source : typed.entrySet()) {
            named = named.replace(source.getKey(), source.getValue());
        }
        return named;
    }

    boolean ended() {
        return switch (status) {
            case COMPLETED, COMPLETED_WITH_FAILURES, FAILED, CANCELLED -> true;
            case SUBMITTED, IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }
}
