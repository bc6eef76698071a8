package org.lakeome.ingest.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lakeome.ingest.vcf.VcfHeader;

/** What to tell of the fields that an item's records use and its header does not declare. For one thread. */
final class UndeclaredFields {
    /** A hostile file may have thousands. */
    private static final int MOST_TOLD = 50;

    private final Set<String> leftOut = new TreeSet<>();
    /** INFO keys and the first line of each in the file. */
    private final Map<String, Long> infos = new LinkedHashMap<>();

    /** Takes what a task found; tasks come in the order of the file. */
    void add(SplitTask task, SplitResult.Written result) throws IOException {
        leftOut.addAll(result.undeclaredFormats());
        long before = -1;
        for (Map.Entry<String, Long> info : result.undeclaredInfos().entrySet()) {
            if (!infos.containsKey(info.getKey())) {
                before = before < 0 ? task.source().linesBefore(task.split().from()) : before;
                infos.put(info.getKey(), before + info.getValue());
            }
        }
    }

    /** A sentence each, empty where there is nothing to say. */
    List<String> notes(VcfHeader header) {
        List<String> keys = new ArrayList<>();
        infos.forEach((key, line) -> keys.add(key + " (first in line " + line + ")"));
        return List.of(
                note("INFO", "were kept as text", keys),
                note("FORMAT", "were read as the specification has them", new TreeSet<>(header.undeclaredReserved())),
                note("FORMAT", "were kept as text", new TreeSet<>(header.undeclaredOthers())),
                note("FORMAT", "were left out, for there are too many", leftOut));
    }

    private static String note(String kind, String what, Collection<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        String told = String.join(", ", ids.stream().limit(MOST_TOLD).toList()).replaceAll("\\p{Cntrl}", "?");
        return kind + " fields that the header does not declare " + what + ": " + told
                + (ids.size() > MOST_TOLD ? " and " + (ids.size() - MOST_TOLD) + " more" : "") + ".";
    }
}
