package org.lakeome.ingest.foreign;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lakeome.ingest.source.ByteSource;
import org.lakeome.ingest.source.InputFault;

/** The files of a foreign table: a Parquet file, a folder of them, or what the metadata of an Iceberg table name. */
public final class ForeignTable {

    private static final String ICEBERG = ".metadata.json";
    private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

    private ForeignTable() {}

    /** Where the table lies, as its owner may read it. */
    public interface Place {
        ByteSource open(String uri) throws IOException;

        /** The files below a folder, whose name ends with a slash, in any depth; none where there is no such folder. */
        List<String> list(String folder) throws IOException;
    }

    /** @throws InputFault where there is no table */
    public static List<ForeignFile> files(String source, Place place) throws IOException {
        if (source.endsWith(ICEBERG)) {
            return new IcebergCopy(source, place).files();
        }
        String folder = source.endsWith("/") ? source : source + "/";
        List<String> found = place.list(folder);
        if (found.isEmpty()) {
            if (source.endsWith("/")) {
                throw new InputFault(source, 0, "There is no file in this folder, or the job's owner may not read it.");
            }
            return List.of(new ForeignFile(place.open(source), Map.of()));
        }
        requireNoIceberg(source, found);
        List<ForeignFile> files = new ArrayList<>();
        for (String uri : found) {
            if (isData(uri.substring(folder.length()))) {
                files.add(new ForeignFile(place.open(uri), values(uri.substring(folder.length()))));
            }
        }
        if (files.isEmpty()) {
            throw new InputFault(source, 0, "There is no Parquet file in this folder.");
        }
        return files;
    }

    /** A copied Iceberg table has files that belong to no snapshot any more, and only its metadata tell which. */
    private static void requireNoIceberg(String source, List<String> found) {
        Optional<String> newest = found.stream()
                .filter(uri -> uri.endsWith(ICEBERG))
                // 00012-<uuid>, or v12
                .max((a, b) -> Long.compare(version(a), version(b)));
        newest.ifPresent(metadata -> {
            throw new InputFault(
                    source,
                    0,
                    "This is the folder of an Iceberg table; name its newest metadata file, " + metadata + ".");
        });
    }

    private static long version(String metadata) {
        String number = metadata.substring(metadata.lastIndexOf('/') + 1).replaceAll("^v?(\\d{1,18}).*|.*", "$1");
        return number.isEmpty() ? -1 : Long.parseLong(number);
    }

    /** Writers leave marks and checksums beside their data, which begin so. */
    private static boolean isData(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.startsWith(".") || segment.startsWith("_")) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> values(String path) {
        Map<String, String> values = new HashMap<>();
        String[] segments = path.split("/");
        for (int i = 0; i < segments.length - 1; i++) {
            int equals = segments[i].indexOf('=');
            if (equals > 0) {
                String value = URLDecoder.decode(
                        segments[i].substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
                values.put(
                        segments[i].substring(0, equals).toLowerCase(Locale.ROOT),
                        value.equals(NO_VALUE) ? null : value);
            }
        }
        return values;
    }
}
