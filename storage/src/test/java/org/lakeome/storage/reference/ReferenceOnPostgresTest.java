package org.lakeome.storage.reference;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ReferenceOnPostgresTest extends ReferenceContract {
    private static EmbeddedPostgres postgres;
    private static ReferenceFixture lake;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        postgres = ReferenceFixture.postgresServer();
        lake = new ReferenceFixture(ReferenceFixture.postgres(postgres), folder);
    }

    @AfterAll
    static void stop() throws Exception {
        lake.close();
        postgres.close();
    }

    @Override
    ReferenceFixture lake() {
        return lake;
    }
}
