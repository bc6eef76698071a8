package org.lakeome.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {

    @TempDir
    Path data;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void noAwsFiles() {
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", data.resolve("aws-credentials").toString());
        environment.put("AWS_CONFIG_FILE", data.resolve("aws-config").toString());
    }

    @Test
    void theOnlyProfileNeedsNoName() throws IOException {
        save("alice");

        assertThat(chosen()).isEqualTo("KEY-OF-alice");
    }

    @Test
    void ofSeveralNoneIsTakenAndAllAreNamed() throws IOException {
        save("bob");
        save("alice");

        assertThatThrownBy(this::chosen)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage(
                        "whose keys? there are alice, bob; say --profile NAME, or keep one with `./lakeome use NAME`");
    }

    @Test
    void withoutAnyTheNextStepIsSaid() {
        assertThatThrownBy(this::chosen).hasMessageContaining("`./lakeome account create NAME --save`");
    }

    @Test
    void whatUseKeptComesAfterTheEnvironmentAndAfterTheNameThatIsSaid() throws IOException {
        save("alice");
        save("bob");
        profiles().keep("bob");
        assertThat(chosen()).isEqualTo("KEY-OF-bob");

        environment.put("AWS_ACCESS_KEY_ID", "KEY-OF-THE-SHELL");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        assertThat(chosen()).isEqualTo("KEY-OF-THE-SHELL");

        environment.put("AWS_PROFILE", "alice");
        assertThat(chosen()).isEqualTo("KEY-OF-alice");

        assertThat(profiles().choose(Optional.of("bob")).accessKeyId()).isEqualTo("KEY-OF-bob");
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThereAre() throws IOException {
        save("alice");

        assertThatThrownBy(() -> profiles().choose(Optional.of("alcie")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(3))
                .hasMessageContaining("there is no profile alcie")
                .hasMessageContaining("there are alice");
    }

    @Test
    void aProfileOfAnotherFileOfAwsServesToo() throws IOException {
        Files.writeString(
                data.resolve("aws-config"),
                "[profile far]\naws_access_key_id = KEY-OF-far\naws_secret_access_key = secret\n");

        assertThat(profiles().choose(Optional.of("far")).accessKeyId()).isEqualTo("KEY-OF-far");
    }

    @Test
    void nobodyOutsideThisMachineIsAskedForKeys() throws IOException {
        Files.writeString(data.resolve("aws-config"), """
                [profile role]
                role_arn = arn:aws:iam::111122223333:role/x
                credential_source = Ec2InstanceMetadata
                [profile process]
                credential_process = /bin/touch %s
                [profile sso]
                sso_start_url = https://example.com/start
                sso_account_id = 111122223333
                """.formatted(data.resolve("started")));

        for (String name : new String[] {"role", "process", "sso"}) {
            assertThatThrownBy(() -> profiles().choose(Optional.of(name)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("the profile " + name + " has no aws_access_key_id");
        }
        assertThat(data.resolve("started")).doesNotExist();
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/");
        assertThatThrownBy(this::chosen).hasMessageStartingWith("whose keys?");
    }

    @Test
    void aFileThatIsNoneOfProfilesIsNamed() throws IOException {
        Files.writeString(data.resolve("aws-config"), "[profile x\nnonsense");

        assertThatThrownBy(this::chosen).hasMessageContaining("aws-config is not a file of profiles");
    }

    private void save(String name) throws IOException {
        CredentialsFile.in(data).save(name, "KEY-OF-" + name, "secret", "us-east-1");
    }

    private Profiles profiles() {
        return Profiles.of(data, environment);
    }

    private String chosen() {
        return profiles().choose(Optional.empty()).accessKeyId();
    }
}
