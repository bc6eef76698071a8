package org.lakeome.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class KeptProcessTest {

    @Test
    void keeperOutlivesAFailingStartAndAFailingListener() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        KeptProcess.Launch launch = () -> {
            third.countDown();
            if (starts.incrementAndGet() == 1) {
                throw new IllegalStateException("no port");
            }
            return new ProcessBuilder("true").start();
        };
        IntConsumer failing = code -> {
            throw new IllegalStateException("no database");
        };

        try (KeptProcess kept = KeptProcess.start("child", Path.of("child.log"), launch, failing)) {
            assertThat(third.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(kept.lastEnd()).isPresent();
        }
    }
}
