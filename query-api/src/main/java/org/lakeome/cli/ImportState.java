package org.lakeome.cli;

import java.util.List;
import software.amazon.awssdk.services.omics.model.JobStatus;

/** How far an import job of either kind is. {@code failures} has a line for each item that failed, as far as the API says why. */
record ImportState(JobStatus status, String message, List<String> failures) {

    boolean ended() {
        return switch (status) {
            case COMPLETED, COMPLETED_WITH_FAILURES, FAILED, CANCELLED -> true;
            case SUBMITTED, IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }
}
