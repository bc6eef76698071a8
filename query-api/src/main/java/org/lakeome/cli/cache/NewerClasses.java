package org.lakeome.cli.cache;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Copies a jar with its classes in a newer form of the class file. Picocli's are of Java 5, which the JVM checks slowly at
 * each start and takes into no cache; the code in them stays as it is. At each start it also looks for Groovy, through all
 * jars of the class path, to know what is a closure; it finds an empty class here, which nothing extends.
 */
final class NewerClasses {

    private static final ClassFile FILES =
            ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS, ClassFile.ConstantPoolSharingOption.NEW_POOL);

    private NewerClasses() {}

    /** @param args the jar, and where its copy goes */
    public static void main(String[] args) throws IOException {
        copy(Path.of(args[0]), Path.of(args[1]));
    }

    static void copy(Path jar, Path target) throws IOException {
        try (JarFile from = new JarFile(jar.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(target))) {
            for (JarEntry entry : Collections.list(from.entries())) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                to.putNextEntry(new JarEntry(entry.getName()));
                to.write(isClass(entry.getName()) ? newer(bytes) : bytes);
                to.closeEntry();
            }
            to.putNextEntry(new JarEntry("groovy/lang/Closure.class"));
            to.write(FILES.build(ClassDesc.of("groovy.lang.Closure"), nothing -> {}));
            to.closeEntry();
        }
    }

    /** A module's description, and what is for newer JDKs, stay. */
    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class");
    }

    static byte[] newer(byte[] bytes) {
        return FILES.transformClass(
                FILES.parse(bytes), ClassTransform.endHandler(made -> made.withVersion(ClassFile.JAVA_17_VERSION, 0)));
    }
}
