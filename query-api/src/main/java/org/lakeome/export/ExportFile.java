package org.lakeome.export;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.lakeome.vcf.VcfFile;

/**
 * Where an export goes: all parts lie beside it under names of their own until they are whole, then they take their places. A name
 * that ends in {@code .gz} or {@code .bgz} is packed as BGZF, with a tabix index beside it.
 */
public final class ExportFile implements AutoCloseable {
    private final Path target;
    private final Path index;
    private final Path records;
    private final Path whole;
    private final Path wholeIndex;

    public ExportFile(Path target) {
        this.target = target.toAbsolutePath();
        this.index = sibling(this.target.getFileName() + ".tbi");
        String part = "." + this.target.getFileName() + "."
                + UUID.randomUUID().toString().substring(0, 8);
        this.records = sibling(part + ".records");
        this.whole = sibling(part + ".part");
        this.wholeIndex = sibling(part + ".tbi.part");
    }

    private Path sibling(String name) {
        return target.resolveSibling(name);
    }

    public boolean isPacked() {
        String name = target.getFileName().toString();
        return name.endsWith(".gz") || name.endsWith(".bgz");
    }

    /** For the records; gone when this is closed. */
    public Path aside() {
        return records;
    }

    /** Puts the file in its place; true if its index is beside it. */
    public boolean place(VcfFile vcf) throws IOException {
        boolean indexed = false;
        if (isPacked()) {
            try (OutputStream out = create(whole);
                    OutputStream indexOut = create(wholeIndex)) {
                indexed = vcf.writePacked(out, indexOut);
            }
        } else {
            try (BufferedWriter out =
                    Files.newBufferedWriter(whole, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                vcf.writePlain(out);
            }
        }
        // An old index beside new records would be worse than none.
        Files.deleteIfExists(index);
        move(whole, target);
        if (indexed) {
            move(wholeIndex, index);
        }
        return indexed;
    }

    private static OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 18);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(records);
        Files.deleteIfExists(whole);
        Files.deleteIfExists(wholeIndex);
    }
}
