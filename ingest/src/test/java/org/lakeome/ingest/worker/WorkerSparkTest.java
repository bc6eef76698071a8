package org.lakeome.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.apache.spark.SecurityManager;
import org.apache.spark.SecurityManager$;
import org.apache.spark.SparkConf;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.Test;

/** Spark's own listener, as the worker's Spark opens it, and other processes of the machine that knock at it. */
class WorkerSparkTest {
    private static final SparkConf NO_SECRET = new SparkConf(false).set("spark.rpc.askTimeout", "20s");

    private static SparkConf settings(String master) {
        WorkerConfig config =
                new WorkerConfig(URI.create("http://127.0.0.1"), "token", Path.of("target/knock"), master, "w", false);
        return WorkerSpark.settings(config).set("spark.rpc.askTimeout", "20s");
    }

    private static SecurityManager security(SparkConf settings) {
        SecurityManager security = new SecurityManager(
                settings,
                SecurityManager$.MODULE$.$lessinit$greater$default$2(),
                SecurityManager$.MODULE$.$lessinit$greater$default$3());
        security.initializeAuth();
        return security;
    }

    /** Asks a listener with the first settings for one of its endpoints, as a client with the others. */
    private static RpcEndpointRef knock(SparkConf listening, SparkConf knocking) {
        RpcEnv listener = RpcEnv.create("driver", "127.0.0.1", 0, listening, security(listening), false);
        RpcEnv client = RpcEnv.create("client", "127.0.0.1", 0, knocking, security(knocking), true);
        try {
            return client.setupEndpointRef(listener.address(), "endpoint-verifier");
        } finally {
            client.shutdown();
            listener.shutdown();
        }
    }

    @Test
    void whoKnocksWithoutTheSecretIsNotHeard() {
        for (String master : new String[] {"local", "local[*]", "local[2]", "local[2,3]"}) {
            assertThatThrownBy(() -> knock(settings(master), NO_SECRET))
                    .as(master)
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void theKnockItselfIsOneThatAnOpenListenerHears() {
        assertThat(knock(NO_SECRET, NO_SECRET).name()).isEqualTo("endpoint-verifier");
    }

    @Test
    void whoHasTheSecretIsHeard() {
        SparkConf settings = settings("local[2]");
        assertThat(knock(settings, settings).name()).isEqualTo("endpoint-verifier");
    }

    @Test
    void nothingListensBeyondLoopbackAndThereIsNoUserInterface() {
        SparkConf settings = settings("local[*]");
        assertThat(settings.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
        assertThat(settings.get("spark.ui.enabled")).isEqualTo("false");
        assertThat(settings.get("spark.network.crypto.enabled")).isEqualTo("true");
    }
}
