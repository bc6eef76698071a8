package org.lakeome.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the JVM of an ingest worker runs: the classes of the build, or the jar and cache that {@code bin/worker-cache} made of them. */
final class WorkerCode {
    private final Path ingest;

    /** @param ingest the module's folder, absolute */
    WorkerCode(Path ingest) {
        this.ingest = ingest;
    }

    List<String> options() throws IOException {
        Path target = ingest.resolve("target");
        Path classpath = target.resolve("runtime-classpath.txt");
        if (!Files.exists(classpath)) {
            throw new IOException(classpath + " is missing; build with `make build`");
        }
        String libraries = Files.readString(classpath).strip();
        String compiler = "-XX:CompilerDirectivesFile=" + ingest.resolve("src/main/jvm/worker-compiler.json");
        return hasCache(target)
                ? List.of(
                        compiler,
                        "-XX:AOTCache=" + target.resolve("worker.aot"),
                        // A cache of another JDK is no fault, and the JVM does without it.
                        "-Xlog:aot*=off",
                        "-cp",
                        target.resolve("worker.jar") + ":" + libraries)
                : List.of(compiler, "-cp", target.resolve("classes") + ":" + libraries);
    }

    /** Whether the cache is there and of the classes as they are. */
    private static boolean hasCache(Path target) throws IOException {
        Path jar = target.resolve("worker.jar");
        if (!Files.exists(jar) || !Files.exists(target.resolve("worker.aot"))) {
            return false;
        }
        FileTime made = Files.getLastModifiedTime(jar);
        try (Stream<Path> classes = Files.walk(target.resolve("classes"))) {
            List<FileTime> times = classes.map(WorkerCode::lastModified)
                    .flatMap(Optional::stream)
                    .toList();
            return times.stream().max(Comparator.naturalOrder()).orElse(made).compareTo(made) <= 0;
        }
    }

    private static Optional<FileTime> lastModified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException e) {
            // A build that is running takes files away.
            return Optional.empty();
        }
    }
}
