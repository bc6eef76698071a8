package org.lakeome.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {

    @TempDir
    private Path data;

    private LakeConfig config(String http, String internal) {
        return LakeConfig.load(
                data,
                Map.of(
                        "LAKEOME_HTTP_PORT", "0",
                        "LAKEOME_S3_PORT", "0",
                        "LAKEOME_TRINO_PORT", "0",
                        "LAKEOME_HTTP_HOST", http,
                        "LAKEOME_HTTP_INTERNAL_HOST", internal));
    }

    @Test
    void serverIsOnLoopbackIfItsApiAndItsInternalRoutesAre() throws Exception {
        assertThat(Addresses.areLoopback(config("127.0.0.1", "127.0.0.1").http()))
                .isTrue();
        assertThat(Addresses.areLoopback(config("0.0.0.0", "127.0.0.1").http())).isFalse();
        assertThat(Addresses.areLoopback(config("127.0.0.1", "0.0.0.0").http())).isFalse();
    }

    @Test
    void addressIsOneThatThisMachineReaches() throws Exception {
        assertThat(Addresses.local("0.0.0.0", 9823)).hasToString("http://127.0.0.1:9823");
        assertThat(Addresses.local("10.0.0.5", 9823)).hasToString("http://10.0.0.5:9823");
        assertThat(Addresses.local("::1", 9823)).hasToString("http://[::1]:9823");
    }

    @Test
    void internalPortThatIsTakenIsNamedWithItsSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            LakeConfig config = LakeConfig.load(
                    data,
                    Map.of(
                            "LAKEOME_HTTP_PORT", "0",
                            "LAKEOME_S3_PORT", "0",
                            "LAKEOME_TRINO_PORT", "0",
                            "LAKEOME_HTTP_INTERNAL_PORT", "" + taken.getLocalPort()));

            assertThatThrownBy(() -> Addresses.requireFreePorts(config))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("http.internal-port: port " + taken.getLocalPort());
        }
    }

    @Test
    void configurationOfBeforeNeedsNothingMore() throws Exception {
        LakeConfig config = LakeConfig.load(
                data, Map.of("LAKEOME_HTTP_PORT", "9823", "LAKEOME_S3_PORT", "0", "LAKEOME_TRINO_PORT", "0"));

        assertThat(config.http().internal().port()).isZero();
        assertThat(config.http().internal().url()).isEmpty();
        Addresses.requireFreePorts(config("127.0.0.1", "127.0.0.1"));
    }
}
