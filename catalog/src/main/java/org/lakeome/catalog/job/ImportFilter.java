package org.lakeome.catalog.job;

import java.util.List;
import java.util.Optional;

/** Which import jobs a list holds: an empty list of ids stands for all. */
public record ImportFilter(List<String> ids, Optional<JobStatus> status, Optional<String> storeName) {

    public static final ImportFilter ALL = new ImportFilter(List.of(), Optional.empty(), Optional.empty());

    public ImportFilter {
        ids = ids.stream().sorted().distinct().toList();
    }
}
