package org.lakeome.trino;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where the build has left Trino: the two modules' {@code target} folders with the class path files that Maven wrote.
 *
 * @param root folder of the project, with {@code trino/server} and {@code trino/iceberg-plugin}
 */
public record TrinoParts(Path root) {

    /** Whether the build has run. */
    public boolean present() {
        return Files.exists(classPathFile("server")) && Files.exists(classPathFile("iceberg-plugin"));
    }

    String serverClassPath() throws IOException {
        return classes("server")
                + File.pathSeparator
                + Files.readString(classPathFile("server")).strip();
    }

    /**
     * Makes a plugin folder of links to the plugin's jars, which lie in Maven's repository and are not copied. Trino loads what
     * is in the folder in the order of the names: our classes come first, as one of them stands in for one of a jar.
     */
    void linkPlugin(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var old = Files.newDirectoryStream(folder)) {
            for (Path link : old) {
                Files.delete(link);
            }
        }
        Files.createSymbolicLink(folder.resolve("000-classes"), classes("iceberg-plugin"));
        int number = 1;
        for (Path jar : pluginJars()) {
            // numbered, because two groups may have jars of one name
            Files.createSymbolicLink(folder.resolve("%03d-%s".formatted(number++, jar.getFileName())), jar);
        }
    }

    private List<Path> pluginJars() throws IOException {
        String classPath = Files.readString(classPathFile("iceberg-plugin")).strip();
        return Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
    }

    private Path classes(String module) {
        return target(module).resolve("classes");
    }

    private Path classPathFile(String module) {
        return target(module).resolve("runtime-classpath.txt");
    }

    private Path target(String module) {
        return root.toAbsolutePath().resolve("trino").resolve(module).resolve("target");
    }
}
