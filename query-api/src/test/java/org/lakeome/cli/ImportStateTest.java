package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.omics.model.JobStatus;

class ImportStateTest {

    @Test
    void whatAFileMadeTheServerSayGivesTheTerminalNoCommands() {
        ImportState job = new ImportState(JobStatus.FAILED, "POS \033[2J", List.of("a.vcf: \u009b31m\u202e"));

        assertThat(job.message()).isEqualTo("POS ?[2J");
        assertThat(job.failures()).containsExactly("a.vcf: ?31m?");
    }
}
