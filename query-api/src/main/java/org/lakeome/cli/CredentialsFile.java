package org.lakeome.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The data folder's {@code credentials} file, in the form that every AWS client reads, for its owner only. Accounts made
 * with {@code --save} have a profile in it.
 */
record CredentialsFile(Path path) {

    static CredentialsFile in(Path data) {
        return new CredentialsFile(data.resolve("credentials"));
    }

    ProfileFile profiles() {
        if (!Files.exists(path)) {
            return none();
        }
        return ProfileFile.builder()
                .content(path)
                .type(ProfileFile.Type.CREDENTIALS)
                .build();
    }

    /** A file without profiles. */
    static ProfileFile none() {
        return ProfileFile.builder()
                .content(new ByteArrayInputStream(new byte[0]))
                .type(ProfileFile.Type.CREDENTIALS)
                .build();
    }

    boolean has(String profile) {
        return profiles().profile(profile).isPresent();
    }

    /** Writes or replaces one profile; the others stay. */
    void save(String profile, String keyId, String secret, String region) throws IOException {
        List<String> lines = linesWithout(profile);
        lines.addAll(List.of(
                "[" + profile + "]",
                "aws_access_key_id = " + keyId,
                "aws_secret_access_key = " + secret,
                "region = " + region));
        if (!Files.exists(path)) {
            Files.createDirectories(path.getParent());
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(path, lines, StandardCharsets.UTF_8);
    }

    /** Takes the profile out if it holds this key; says whether it did. */
    boolean forget(String profile, String keyId) throws IOException {
        boolean holdsIt = profiles()
                .profile(profile)
                .flatMap(saved -> saved.property("aws_access_key_id"))
                .filter(keyId::equals)
                .isPresent();
        if (holdsIt) {
            Files.write(path, linesWithout(profile), StandardCharsets.UTF_8);
        }
        return holdsIt;
    }

    private List<String> linesWithout(String profile) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inProfile = false;
        for (String line : Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.<String>of()) {
            if (line.startsWith("[")) {
                inProfile = line.strip().equals("[" + profile + "]");
            }
            if (!inProfile) {
                lines.add(line);
            }
        }
        return lines;
    }
}
