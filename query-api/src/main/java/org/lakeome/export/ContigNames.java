package org.lakeome.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The usual names of one contig ({@code chr1}, {@code 1}, {@code NC_000001.11}; {@code chrM}, {@code MT}), as imports know them. */
final class ContigNames {
    private static final Pattern CHROMOSOME = Pattern.compile("[0-9]{1,2}|X|Y|MT?");
    private static final List<String> PREFIXES = List.of("", "chr", "Chr", "CHR");

    private record Accession(String name, long length) {}

    private static final Map<String, Accession> ACCESSIONS = read();

    private ContigNames() {}

    private static Map<String, Accession> read() {
        Map<String, Accession> accessions = new LinkedHashMap<>();
        try (InputStream in = ContigNames.class.getResourceAsStream("accessions.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] columns = line.split("\t");
                accessions.put(columns[0], new Accession(columns[2], Long.parseLong(columns[3])));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return accessions;
    }

    /** The contig's length where the name itself says which it is; else 0. */
    static long length(String name) {
        Accession accession = ACCESSIONS.get(name);
        return accession == null ? 0 : accession.length();
    }

    /** The name itself first, then others by which files may call the contig. */
    static Set<String> usual(String name) {
        String plain = plain(name);
        Set<String> names = new LinkedHashSet<>(List.of(name));
        List<String> stems = plain.equals("MT") ? List.of("MT", "M") : List.of(plain);
        for (String stem : stems) {
            for (String prefix : PREFIXES) {
                names.add(prefix + stem);
                if (CHROMOSOME.matcher(plain).matches()) {
                    names.add(prefix + stem.toLowerCase(Locale.ROOT));
                }
            }
        }
        ACCESSIONS.forEach((accession, contig) -> {
            if (contig.name().equals(plain)) {
                names.add(accession);
            }
        });
        return names;
    }

    private static String plain(String name) {
        Accession accession = ACCESSIONS.get(name);
        if (accession != null) {
            return accession.name();
        }
        String rest = name.regionMatches(true, 0, "chr", 0, 3) ? name.substring(3) : name;
        String upper = rest.toUpperCase(Locale.ROOT);
        return CHROMOSOME.matcher(upper).matches() ? upper.equals("M") ? "MT" : upper : rest;
    }
}
