package org.lakeome.storage.reference;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ReferenceOnH2Test extends ReferenceContract {
    private static ReferenceFixture lake;

    @BeforeAll
    static void start(@TempDir Path folder) {
        lake = new ReferenceFixture(ReferenceFixture.h2(folder), folder);
    }

    @AfterAll
    static void stop() throws Exception {
        lake.close();
    }

    @Override
    ReferenceFixture lake() {
        return lake;
    }
}
