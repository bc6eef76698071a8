package org.lakeome.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The operator changes an account's keys with the CLI. */
class AccessKeysTest {

    @Test
    void keyIsChangedWithoutAGapAndTheOldOneIsShut() throws Exception {
        RunningLakeome lakeome = RunningLakeome.get();
        lakeome.account("heidi");
        String oldKey = lakeome.keys("heidi").resolveCredentials().accessKeyId();

        RunningLakeome.Output added = lakeome.lakeome("account", "key", "add", "heidi");
        assertThat(added.exitCode()).isZero();
        assertThat(added.out()).containsPattern("secret access key +[A-Za-z0-9]{40}");
        assertThat(lakeome.lakeome("account", "key", "list", "heidi")
                        .out()
                        .lines()
                        .skip(1))
                .hasSize(2)
                .first()
                .asString()
                .startsWith(oldKey);
        assertThat(lakeome.lakeome("account", "key", "list", "heidi").out()).doesNotContain(secretIn(added.out()));
        assertThat(lakeome.lakeome("token", "--profile", "heidi").exitCode()).isZero();

        RunningLakeome.Output saved = lakeome.lakeome("account", "key", "add", "heidi", "--save");
        String newKey = lakeome.keys("heidi").resolveCredentials().accessKeyId();
        assertThat(saved.out()).contains(newKey);
        assertThat(newKey).isNotEqualTo(oldKey);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(lakeome.data().resolve("credentials"))))
                .isEqualTo("rw-------");

        assertThat(lakeome.lakeome("account", "key", "remove", "heidi", oldKey).err())
                .contains("2 keys left");
        assertThat(lakeome.lakeome("token", "--profile", "heidi").exitCode()).isZero();
        assertThat(lakeome.lakeome("account", "key", "remove", "heidi", newKey).err())
                .contains("./lakeome account key add heidi --save");
        assertThat(lakeome.lakeome("token", "--profile", "heidi").exitCode()).isNotZero();
    }

    @Test
    void unknownAccountAndUnknownKeyAreNotFound() throws Exception {
        RunningLakeome lakeome = RunningLakeome.get();
        lakeome.account("heidi");

        assertThat(lakeome.lakeome("account", "key", "list", "nobody_here").exitCode())
                .isEqualTo(3);
        RunningLakeome.Output unknown = lakeome.lakeome("account", "key", "remove", "heidi", "LKUNKNOWN");
        assertThat(unknown.exitCode()).isEqualTo(3);
        assertThat(unknown.err()).contains("LKUNKNOWN");
    }

    private static String secretIn(String text) {
        return text.replaceFirst("(?s).*secret access key +(\\S+).*", "$1");
    }
}
