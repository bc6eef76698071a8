package org.lakeome.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * Whose keys sign requests: those of a profile of the data folder's credentials or of the AWS files, or of the
 * environment. They are read where they lie; nothing outside this machine is asked for any, as AWS's own way of looking for
 * keys would do.
 */
final class Profiles {

    private static final String KEY = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final String TOKEN = "aws_session_token";

    private final Path data;
    private final Map<String, String> environment;
    private final CredentialsFile own;
    /** The data folder's first, then those of AWS. */
    private final List<ProfileFile> files;

    private Profiles(Path data, Map<String, String> environment) {
        this.data = data;
        this.environment = environment;
        this.own = CredentialsFile.in(data);
        Path home = Path.of(System.getProperty("user.home", "."), ".aws");
        List<ProfileFile> found = new ArrayList<>();
        found.add(read(own.path(), ProfileFile.Type.CREDENTIALS));
        found.add(read(path("AWS_SHARED_CREDENTIALS_FILE", home.resolve("credentials")), ProfileFile.Type.CREDENTIALS));
        found.add(read(path("AWS_CONFIG_FILE", home.resolve("config")), ProfileFile.Type.CONFIGURATION));
        this.files = List.copyOf(found);
    }

    static Profiles of(Path data, Map<String, String> environment) {
        return new Profiles(data, environment);
    }

    /**
     * The keys that a command uses: of the profile that was asked for, that AWS_PROFILE names, of the environment, of the
     * profile that `lakeome use` kept, or of the only one there is.
     */
    AwsCredentials choose(Optional<String> asked) {
        Optional<String> named = asked.or(() -> variable("AWS_PROFILE"));
        if (named.isPresent()) {
            return keys(named.get());
        }
        Optional<AwsCredentials> given = credentials(
                variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"), variable("AWS_SESSION_TOKEN"));
        if (given.isPresent()) {
            return given.get();
        }
        Optional<String> only = files.getFirst().profiles().size() == 1
                ? files.getFirst().profiles().keySet().stream().findFirst()
                : Optional.empty();
        return keys(kept().or(() -> only)
                .or(() -> files.getFirst().profiles().isEmpty() && names().contains("default")
                        ? Optional.of("default")
                        : Optional.empty())
                .orElseThrow(this::noneNamed));
    }

    /** The keys of one profile, as its file holds them. */
    AwsCredentials keys(String name) {
        List<Profile> found =
                files.stream().flatMap(file -> file.profile(name).stream()).toList();
        if (found.isEmpty()) {
            throw new Failure(
                    3, "there is no profile %s in %s nor in the AWS files; %s".formatted(name, own.path(), known()));
        }
        return found.stream()
                .map(profile -> credentials(profile.property(KEY), profile.property(SECRET), profile.property(TOKEN)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        4,
                        "the profile %s has no %s and %s of its own; a key of Lakeome is always such a pair: `./lakeome account key add ALIAS --save`"
                                .formatted(name, KEY, SECRET)));
    }

    /** All profiles that hold keys, by name. */
    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        files.forEach(file -> file.profiles().forEach((name, profile) -> {
            if (profile.property(KEY).isPresent()) {
                names.add(name);
            }
        }));
        return names;
    }

    /** What {@code lakeome use} kept. */
    Optional<String> kept() {
        try {
            return Files.exists(file()) ? Optional.of(Files.readString(file()).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new Failure(1, "%s cannot be read".formatted(file()));
        }
    }

    void keep(String name) throws IOException {
        if (!Files.exists(file())) {
            Files.createDirectories(data);
            Files.createFile(
                    file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file(), name + "\n", StandardCharsets.UTF_8);
    }

    private Path file() {
        return data.resolve("profile");
    }

    private Failure noneNamed() {
        return new Failure(2, "whose keys? " + known());
    }

    private String known() {
        SortedSet<String> names = names();
        return names.isEmpty()
                ? "there are none yet; `./lakeome account create NAME --save` makes an account and keeps its key"
                : "there are %s; say --profile NAME, or keep one with `./lakeome use NAME`"
                        .formatted(String.join(", ", names));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private Path path(String variable, Path usual) {
        return variable(variable).map(Path::of).orElse(usual);
    }

    private static Optional<AwsCredentials> credentials(
            Optional<String> key, Optional<String> secret, Optional<String> token) {
        if (key.isEmpty() || secret.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                token.isPresent()
                        ? AwsSessionCredentials.create(key.get(), secret.get(), token.get())
                        : AwsBasicCredentials.create(key.get(), secret.get()));
    }

    private static ProfileFile read(Path path, ProfileFile.Type type) {
        if (!Files.isRegularFile(path)) {
            return CredentialsFile.none();
        }
        if (!Files.isReadable(path)) {
            throw new Failure(4, "%s cannot be read; it is for its owner only".formatted(path));
        }
        try {
            return ProfileFile.builder().content(path).type(type).build();
        } catch (RuntimeException e) {
            throw new Failure(2, "%s is not a file of profiles: %s".formatted(path, e.getMessage()));
        }
    }
}
