package org.lakeome.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lakeome.catalog.db.Database;
import org.lakeome.e2e.RunningLakeome;
import org.lakeome.e2e.Seeds;
import org.lakeome.load.StoreCalls.StoreView;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.omics.OmicsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes accounts with what their clients share, and removes that at the end. */
record Setting(RunningLakeome lakeome, Meter meter, Database database, boolean realWorker) {

    private static final SdkHttpClient HTTP = UrlConnectionHttpClient.builder()
            .socketTimeout(Duration.ofMinutes(2))
            .build();

    private static final String VCF = """
            ##fileformat=VCFv4.2
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
            ##contig=<ID=chr1,length=12>
            #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1
            chr1	1	.	A	C	.	PASS	.	GT	0/1
            chr1	2	.	C	G	.	PASS	.	GT	1/1
            chr1	3	.	G	T	.	PASS	.	GT	0/1
            """;

    Party party(String alias) throws Exception {
        String account = lakeome.account(alias);
        OmicsClient omics = OmicsClient.builder()
                .endpointOverride(URI.create(lakeome.api()))
                .region(Region.US_EAST_1)
                .credentialsProvider(lakeome.keys(alias))
                .httpClient(HTTP)
                // A retry would hide what the first answer was.
                .overrideConfiguration(override -> override.putAdvancedOption(
                                SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                        .retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
        try (S3Client s3 = lakeome.s3(alias)) {
            s3.createBucket(bucket -> bucket.bucket("sources"));
        }
        OwnRoutes routes = new OwnRoutes(
                URI.create(lakeome.api()), HTTP, lakeome.keys(alias).resolveCredentials());
        routes.signIn();
        Party party = new Party(
                alias,
                account,
                omics,
                routes,
                realWorker ? importReference(alias, omics) : Seeds.plantReference(database, account),
                realWorker ? upload(alias, "calls.vcf", VCF) : FakeWorker.SOURCE);
        make(party, new VariantCalls(party), Party.VARIANTS);
        make(party, new AnnotationCalls(party), Party.ANNOTATIONS);
        party.contended()
                .add(new Contended(
                        party,
                        meter,
                        "AnnotationStoreVersion",
                        text -> omics.updateAnnotationStoreVersion(update -> update.name(Party.ANNOTATIONS)
                                        .versionName(Party.ANNOTATIONS)
                                        .description(text))
                                .description(),
                        () -> version(omics)));
        return party;
    }

    private static StoreView version(OmicsClient omics) {
        var got = omics.getAnnotationStoreVersion(
                get -> get.name(Party.ANNOTATIONS).versionName(Party.ANNOTATIONS));
        return new StoreView(got.versionArn(), got.statusAsString(), got.description(), got.tags());
    }

    private void make(Party party, StoreCalls calls, String name) {
        calls.create(name, Map.of());
        Patience.until(
                meter, name, StorePart.PATIENCE, () -> calls.get(name).status().equals("ACTIVE"));
        party.contended()
                .add(new Contended(
                        party, meter, calls.kind() + "Store", text -> calls.update(name, text), () -> calls.get(name)));
    }

    private String upload(String alias, String key, String text) {
        try (S3Client s3 = lakeome.s3(alias)) {
            s3.putObject(
                    object -> object.bucket("sources").key(key),
                    RequestBody.fromString(text, StandardCharsets.US_ASCII));
        }
        return "s3://sources/" + key;
    }

    private String importReference(String alias, OmicsClient omics) {
        String store =
                omics.createReferenceStore(create -> create.name("references")).id();
        String source = upload(alias, "ref.fa", ">chr1\nACGTACGTACGT\n");
        String job = omics.startReferenceImportJob(start -> start.referenceStoreId(store)
                        .roleArn("arn:aws:iam::" + lakeome.account(alias) + ":role/import")
                        .sources(item -> item.sourceFile(source).name("small")))
                .id();
        Patience.until(
                meter,
                "a reference",
                Duration.ofMinutes(3),
                () -> omics.getReferenceImportJob(
                                        get -> get.referenceStoreId(store).id(job))
                                .completionTime()
                        != null);
        return omics.listReferences(list -> list.referenceStoreId(store))
                .references()
                .getFirst()
                .arn();
    }

    /** When all clients have ended. */
    void clear(Iterable<Party> parties) {
        for (Party party : parties) {
            party.contended().forEach(Contended::look);
            clear(party, new VariantCalls(party), Party.VARIANTS);
            clear(party, new AnnotationCalls(party), Party.ANNOTATIONS);
            // Whoever won the race last has begun to delete it.
            awaitGone(new VariantCalls(party), "race");
        }
    }

    private void clear(Party party, StoreCalls calls, String name) {
        Jobs.checkRows(party, meter, name);
        calls.delete(name, true);
        awaitGone(calls, name);
        List<String> left = calls.list(100, null).keys();
        meter.check(left.stream().allMatch("race"::equals), "%s is left of %s", left, party.alias());
    }

    private void awaitGone(StoreCalls calls, String name) {
        Patience.until(meter, name + " to be gone", StorePart.PATIENCE, () -> meter.ask(
                        "Get" + calls.kind() + "Store", Set.of("ResourceNotFoundException"), () -> calls.get(name))
                .isEmpty());
    }
}
