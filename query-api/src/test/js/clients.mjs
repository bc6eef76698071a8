// node clients.mjs tour|pages < PLAN: as python/omics.py, with the JavaScript SDK, its paginators and waiters.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import * as sdk from "@aws-sdk/client-omics";

const plan = JSON.parse(readFileSync(0, "utf8"));
const options = { endpoint: plan.endpoint, region: "us-east-1", disableHostPrefix: true, maxAttempts: 1 };
const client = new sdk.OmicsClient(options);
const send = (operation, input, by = client) => by.send(new sdk[`${operation}Command`](input));
const wait = (waiter, input) =>
  sdk[`waitUntil${waiter}`]({ client, minDelay: 1, maxDelay: 1, maxWaitTime: 60 }, input);

const rounds = () => Number(readFileSync(plan.rounds, "utf8"));

// Waits until others have made one of everything since there were so many rounds of that.
async function roundSince(before) {
  for (let i = 0; i < 600; i++) {
    const now = rounds();
    if (now >= before + 2) return now;
    await setTimeout(100);
  }
  throw new Error("nothing is made any more");
}

async function paged({ operation, input, result, key }, size) {
  const keys = [];
  const before = rounds();
  let during;
  for await (const page of sdk[`paginate${operation}`]({ client, pageSize: size }, input)) {
    assert.ok(page[result].length <= size);
    keys.push(...page[result].map((item) => item[key]));
    during ??= await roundSince(before);
  }
  console.log(JSON.stringify({ operation, size, before, during, keys }));
}

async function pages() {
  await Promise.all(plan.lists.flatMap((list) => plan.sizes.map((size) => paged(list, size))));
}

async function tour() {
  const store = plan.store;
  const notes = `${store}_notes`;
  const version = "second";
  const reference = { referenceArn: plan.reference };
  await send("CreateVariantStore", {
    name: store,
    reference,
    description: "of the tour",
    tags: { a: "b", project: "x y" },
    sseConfig: { type: "KMS" },
  });
  await wait("VariantStoreCreated", { name: store });
  let got = await send("GetVariantStore", { name: store });
  assert.deepEqual(got.tags, { a: "b", project: "x y" });
  assert.equal(got.sseConfig.type, "KMS");
  assert.equal((await send("UpdateVariantStore", { name: store, description: "ä 😀" })).description, "ä 😀");
  let listed = await send("ListVariantStores", { maxResults: 100, filter: { status: "ACTIVE" }, ids: [got.id] });
  assert.deepEqual(listed.variantStores.map((item) => item.name), [store]);

  let job = (
    await send("StartVariantImportJob", {
      destinationName: store,
      roleArn: plan.role,
      items: [{ source: "s3://bucket/a b.vcf.gz" }],
      runLeftNormalization: true,
      annotationFields: { VEP: "CSQ" },
    })
  ).jobId;
  assert.deepEqual((await send("GetVariantImportJob", { jobId: job })).annotationFields, { VEP: "CSQ" });
  listed = await send("ListVariantImportJobs", { maxResults: 10, filter: { storeName: store, status: "SUBMITTED" } });
  assert.deepEqual(listed.variantImportJobs.map((item) => item.id), [job]);
  await send("CancelVariantImportJob", { jobId: job });
  await wait("VariantImportJobCreated", { jobId: job });

  const arn = got.storeArn;
  await send("TagResource", { resourceArn: arn, tags: { "k=1": "v/2", n: "" } });
  assert.equal((await send("ListTagsForResource", { resourceArn: arn })).tags["k=1"], "v/2");
  await send("UntagResource", { resourceArn: arn, tagKeys: ["k=1", "n"] });

  const share = (
    await send("CreateShare", { resourceArn: arn, principalSubscriber: plan.partner, shareName: "ours" })
  ).shareId;
  assert.equal((await send("GetShare", { shareId: share })).share.status, "PENDING");
  listed = await send("ListShares", { resourceOwner: "SELF", filter: { resourceArns: [arn], type: ["VARIANT_STORE"] } });
  assert.deepEqual(listed.shares.map((item) => item.shareId), [share]);
  const keys = plan.partnerKeys;
  const partner = new sdk.OmicsClient({
    ...options,
    credentials: { accessKeyId: keys.aws_access_key_id, secretAccessKey: keys.aws_secret_access_key },
  });
  assert.equal((await send("AcceptShare", { shareId: share }, partner)).status, "ACTIVATING");
  assert.equal((await send("DeleteShare", { shareId: share })).status, "DELETING");

  await send("CreateAnnotationStore", {
    name: notes,
    reference,
    storeFormat: "TSV",
    storeOptions: {
      tsvStoreOptions: {
        annotationType: "CHR_POS",
        formatToHeader: { CHR: "chrom", POS: "position" },
        schema: [{ chrom: "STRING" }, { position: "LONG" }, { gene: "STRING" }],
      },
    },
    tags: { a: "b" },
  });
  await wait("AnnotationStoreCreated", { name: notes });
  got = await send("GetAnnotationStore", { name: notes });
  assert.equal(got.numVersions, 1);
  await send("UpdateAnnotationStore", { name: notes, description: "notes" });
  listed = await send("ListAnnotationStores", { ids: [got.id], filter: { status: "ACTIVE" } });
  assert.deepEqual(listed.annotationStores.map((item) => item.name), [notes]);
  await send("CreateAnnotationStoreVersion", { name: notes, versionName: version, description: "2", tags: { c: "d" } });
  await wait("AnnotationStoreVersionCreated", { name: notes, versionName: version });
  got = await send("GetAnnotationStoreVersion", { name: notes, versionName: version });
  assert.deepEqual(got.tags, { c: "d" });
  await send("UpdateAnnotationStoreVersion", { name: notes, versionName: version, description: "two" });
  listed = await send("ListAnnotationStoreVersions", { name: notes, maxResults: 100, filter: { status: "ACTIVE" } });
  assert.deepEqual(listed.annotationStoreVersions.map((item) => item.versionName), [notes, version]);

  job = (
    await send("StartAnnotationImportJob", {
      destinationName: notes,
      roleArn: plan.role,
      items: [{ source: "s3://bucket/genes.tsv" }],
      versionName: version,
      formatOptions: { tsvOptions: { readOptions: { sep: "\t", header: true, comment: "#" } } },
      runLeftNormalization: false,
    })
  ).jobId;
  assert.equal((await send("GetAnnotationImportJob", { jobId: job })).versionName, version);
  listed = await send("ListAnnotationImportJobs", { ids: [job] });
  assert.deepEqual(listed.annotationImportJobs.map((item) => item.id), [job]);
  await send("CancelAnnotationImportJob", { jobId: job });
  await wait("AnnotationImportJobCreated", { jobId: job });

  const gone = await send("DeleteAnnotationStoreVersions", { name: notes, versions: [version], force: true });
  assert.deepEqual(gone.errors ?? [], []);
  await wait("AnnotationStoreVersionDeleted", { name: notes, versionName: version });
  assert.equal((await send("DeleteAnnotationStore", { name: notes, force: true })).status, "DELETING");
  await wait("AnnotationStoreDeleted", { name: notes });
  assert.equal((await send("DeleteVariantStore", { name: store, force: false })).status, "DELETING");
  await wait("VariantStoreDeleted", { name: store });
}

await { tour, pages }[process.argv[2]]();
