package org.lakeome.load;

import java.util.List;
import java.util.Map;

/** The operations that stores of both kinds have, with those of their imports. */
interface StoreCalls {

    record StoreView(String arn, String status, String description, Map<String, String> tags) {}

    record JobView(String status, boolean ended) {}

    record Page(List<String> keys, String next) {}

    /** As in the operations' names: "VariantStore". */
    String kind();

    Lives stores();

    Lives jobs();

    void create(String name, Map<String, String> tags);

    StoreView get(String name);

    /** The description that the answer says. */
    String update(String name, String description);

    void delete(String name, boolean force);

    Page list(int size, String next);

    String start(String table);

    JobView job(String id);

    void cancel(String id);

    Page listJobs(int size, String next);
}
