package org.lakeome.ingest.normalise;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The usual names of one contig ({@code chr1}, {@code 1}, {@code NC_000001.11}; {@code chrM}, {@code MT}) made one. */
final class ContigNames {
    private static final Pattern CHROMOSOME = Pattern.compile("[0-9]{1,2}|X|Y|MT?");

    /** An accession of RefSeq, as the assembly of its version has it. */
    record Accession(String assembly, String name, long length) {}

    private static final class Table {
        static final Map<String, Accession> ACCESSIONS = read();

        private static Map<String, Accession> read() {
            Map<String, Accession> accessions = new HashMap<>();
            try (InputStream in = ContigNames.class.getResourceAsStream("accessions.tsv");
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                    String[] columns = line.split("\t");
                    accessions.put(columns[0], new Accession(columns[1], columns[2], Long.parseLong(columns[3])));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.copyOf(accessions);
        }
    }

    private ContigNames() {}

    /** The accession that the name is, or null. */
    static Accession accession(String name) {
        return Table.ACCESSIONS.get(name);
    }

    /** The same for all names of a contig, and different for different contigs of one assembly. */
    static String plain(String name) {
        Accession accession = accession(name);
        if (accession != null) {
            return accession.name();
        }
        String rest = name.regionMatches(true, 0, "chr", 0, 3) ? name.substring(3) : name;
        String upper = rest.toUpperCase(Locale.ROOT);
        return CHROMOSOME.matcher(upper).matches() ? upper.equals("M") ? "MT" : upper : rest;
    }
}
