package org.lakeome.e2e;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lakeome.catalog.db.Database;
import org.lakeome.catalog.db.Sql;
import org.lakeome.catalog.id.JobId;
import org.lakeome.catalog.id.ShareId;
import org.lakeome.catalog.id.StoreId;
import org.lakeome.catalog.id.VersionId;
import org.lakeome.catalog.id.WorkId;

/**
 * Many resources of one account, put into the catalog as rows, which is quicker than asking for them one by one: stores
 * {@code vs_0000} and {@code as_0000}, versions {@code v_0000} of {@code as_0000}, import jobs that wait, references, and
 * shares of the variant stores with another account. The stores are ACTIVE and have no tables.
 */
public final class Seeds {

    public static final String REFERENCE_STORE = "0000000001";

    private final Sql sql;
    private final String owner;
    private final String subscriber;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS).minusSeconds(1000);

    private Seeds(Sql sql, String owner, String subscriber) {
        this.sql = sql;
        this.owner = owner;
        this.subscriber = subscriber;
    }

    public static void plant(Database database, String owner, String subscriber, int count) {
        database.run(sql -> new Seeds(sql, owner, subscriber).plant(count));
    }

    /** One reference in a store of its own, and nothing else; the ARN. */
    public static String plantReference(Database database, String owner) {
        database.run(sql -> {
            Seeds seeds = new Seeds(sql, owner, owner);
            seeds.plantReferenceStore();
            seeds.plantReference(0);
        });
        return reference(owner);
    }

    /** The ids of what {@link #plantLate} has planted. */
    record Late(String reference, String referenceJob) {}

    /** One more reference and one more reference import, of the present time and so after those that were planted. */
    static Late plantLate(Database database, String owner, int i) {
        int number = 5_000 + i;
        database.run(sql -> {
            Seeds seeds = new Seeds(sql, owner, owner);
            seeds.plantReference(number, Instant.now());
            seeds.referenceJob(number, Instant.now());
        });
        return new Late(reference(owner, number), referenceJob(owner, number));
    }

    public static String reference(String owner) {
        return "arn:aws:omics:us-east-1:%s:referenceStore/%s/reference/%s"
                .formatted(owner, storeOf(owner), reference(owner, 0));
    }

    /** The ids are those of one namespace for all accounts. */
    public static String storeOf(String owner) {
        return owner.substring(2);
    }

    private static String reference(String owner, int i) {
        return owner.substring(2) + "%04d".formatted(i);
    }

    private static String referenceJob(String owner, int i) {
        return "1" + reference(owner, i).substring(1);
    }

    public static List<String> names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> prefix + "_%04d".formatted(i))
                .toList();
    }

    private void plant(int count) {
        plantReferenceStore();
        String firstAnnotations = "";
        for (int i = 0; i < count; i++) {
            plantReference(i);
            String name = "vs_%04d".formatted(i);
            String variants = store(name, "VARIANT", null, i);
            String annotations = store("as_%04d".formatted(i), "ANNOTATION", "VCF", i);
            firstAnnotations = i == 0 ? annotations : firstAnnotations;
            insert(
                    "store_version (id, store_id, name, description, status, status_message, created, updated)",
                    VersionId.random().value(),
                    firstAnnotations,
                    "v_%04d".formatted(i),
                    "",
                    "ACTIVE",
                    "",
                    at(i),
                    at(i));
            job("VARIANT", variants, name, i);
            job("ANNOTATION", annotations, "as_%04d".formatted(i), i);
            share(variants, name, i);
            referenceJob(i, at(i));
        }
    }

    private void plantReferenceStore() {
        insert("reference_store (id, owner, name, created)", storeOf(owner), owner, "ours", at(0));
    }

    private void plantReference(int i) {
        plantReference(i, at(i));
    }

    private void plantReference(int i, Instant created) {
        String reference = reference(owner, i);
        insert(
                "reference (id, store_id, owner, job_id, name, status, md5, source_bytes, index_bytes, created, updated)",
                reference,
                storeOf(owner),
                owner,
                reference,
                "ref_%04d".formatted(i),
                "ACTIVE",
                "d41d8cd98f00b204e9800998ecf8427e",
                10L,
                10L,
                created,
                created);
    }

    private String store(String name, String kind, String format, int i) {
        String id = StoreId.random().value();
        insert(
                "store (id, kind, owner, name, reference_arn, format, description, status, status_message, created, updated)",
                id,
                kind,
                owner,
                name,
                reference(owner),
                format,
                "",
                "ACTIVE",
                "",
                at(i),
                at(i));
        return id;
    }

    private void job(String kind, String store, String name, int i) {
        String job = JobId.random().value();
        insert(
                "import_job (id, kind, work_id, owner, store_id, store_name, table_id, role_arn, status, status_message,"
                        + " split_multiallelics, on_bad_record, on_duplicate, left_normalize, adopts, created, updated)",
                job,
                kind,
                work(kind + "_IMPORT", i),
                owner,
                store,
                name,
                store,
                "arn:aws:iam::" + owner + ":role/import",
                "SUBMITTED",
                "",
                false,
                "FAIL",
                "IMPORT",
                false,
                false,
                at(i),
                at(i));
        insert(
                "import_item (job_id, position, source, status, status_message)",
                job,
                0L,
                "s3://bucket/%04d.vcf".formatted(i),
                "SUBMITTED",
                "");
    }

    private void share(String store, String name, int i) {
        insert(
                "share (id, store_id, resource_type, resource_arn, owner, subscriber, live_subscriber, name, status,"
                        + " status_message, created, updated)",
                ShareId.random().value(),
                store,
                "VARIANT_STORE",
                "arn:aws:omics:us-east-1:%s:variantStore/%s".formatted(owner, name),
                owner,
                subscriber,
                subscriber,
                "share_%04d".formatted(i),
                "PENDING",
                "",
                at(i),
                at(i));
    }

    private void referenceJob(int i, Instant created) {
        insert(
                "reference_import (id, work_id, store_id, owner, role_arn, status, status_message, created)",
                referenceJob(owner, i),
                work("REFERENCE_IMPORT", i),
                storeOf(owner),
                owner,
                "arn:aws:iam::" + owner + ":role/import",
                "SUBMITTED",
                "",
                created);
    }

    private String work(String kind, int i) {
        String work = WorkId.random().value();
        insert(
                "work (id, kind, owner, state, attempt, cancel_requested, created)",
                work,
                kind,
                owner,
                "WAITING",
                0L,
                false,
                at(i));
        return work;
    }

    /** Several share a time, as things made by many clients do. */
    private Instant at(int i) {
        return start.plusSeconds(i / 3);
    }

    private void insert(String into, Object... values) {
        String names = IntStream.range(0, values.length)
                .mapToObj(i -> ":p" + i)
                .collect(java.util.stream.Collectors.joining(", "));
        Sql.Statement statement = sql.statement(
                "insert into %s values (%s)".formatted(into, names).strip());
        for (int i = 0; i < values.length; i++) {
            String parameter = "p" + i;
            switch (values[i]) {
                case null -> statement.bind(parameter, (String) null);
                case String text -> statement.bind(parameter, text);
                case Long number -> statement.bind(parameter, number);
                case Boolean flag -> statement.bind(parameter, flag);
                case Instant time -> statement.bind(parameter, time);
                case Object other -> throw new IllegalArgumentException(String.format(Locale.ROOT, "%s", other));
            }
        }
        statement.execute();
    }
}
