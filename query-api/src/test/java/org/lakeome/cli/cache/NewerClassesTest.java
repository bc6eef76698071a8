package org.lakeome.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class NewerClassesTest {

    @TempDir
    Path folder;

    @Test
    void everyClassOfPicocliWorksInTheNewerForm() throws Exception {
        URI picocli = CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path newer = folder.resolve("picocli.jar");

        NewerClasses.copy(Path.of(picocli), newer);

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {newer.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> line = loader.loadClass("picocli.CommandLine");
            byte[] bytes =
                    loader.getResourceAsStream("picocli/CommandLine.class").readAllBytes();
            assertThat(ClassFile.of().parse(bytes).majorVersion()).isEqualTo(ClassFile.JAVA_17_VERSION);
            for (Class<?> inner : line.getDeclaredClasses()) {
                // Links it, and so has the JVM check its code.
                Class.forName(inner.getName(), true, loader);
            }
        }
    }
}
