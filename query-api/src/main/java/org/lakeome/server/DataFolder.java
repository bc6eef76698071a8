package org.lakeome.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder that holds everything of one server, locked against a second one while it is open. */
final class DataFolder implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    static DataFolder open(Path root) {
        try {
            Files.createDirectories(root, OWNER_ONLY);
            Files.createDirectories(root.resolve("run"));
            FileChannel channel = FileChannel.open(
                    root.resolve("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new CannotStart("Another server runs on " + root + "; stop it, or use another data folder");
            }
            return new DataFolder(root.toRealPath(), channel);
        } catch (IOException e) {
            throw new CannotStart("The data folder " + root + " cannot be used: " + e, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return root;
    }

    /** A folder of this one, made on first use, for the owner only. */
    Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name), OWNER_ONLY);
        } catch (IOException e) {
            throw new CannotStart("The folder " + root.resolve(name) + " cannot be made: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(RunFile.path(root));
        channel.close();
    }
}
