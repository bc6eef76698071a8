package org.lakeome.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lakeome.api.http.Health;
import org.lakeome.catalog.account.Secret;
import org.lakeome.catalog.work.Loss;

class IngestProcessTest {

    @TempDir
    Path folder;

    @Test
    void workerThatCannotBeStartedIsDownAndToldAfterSomeTries() {
        List<String> heard = new CopyOnWriteArrayList<>();
        IngestProcess.Deaths deaths = new IngestProcess.Deaths() {
            @Override
            public void ended(String worker, Loss how) {
                heard.add("ended");
            }

            @Override
            public void cannotStart(Loss how) {
                heard.add(how.why());
            }
        };
        // No build is there.
        var settings = new IngestProcess.Settings(
                folder, folder.resolve("work"), folder.resolve("ingest.log"), "1g", "local[1]", "http://127.0.0.1:1");

        try (IngestProcess process = IngestProcess.start(settings, Secret.of("token"), deaths, name -> {})) {
            Awaitility.await().until(() -> heard.size() >= 4);
            assertThat(process.state()).isEqualTo(Health.State.DOWN);
            process.asked("another worker");
            assertThat(process.state()).isEqualTo(Health.State.DOWN);
        }
        assertThat(heard).startsWith("ended", "ended", "ended", "its process could not be started");
    }
}
