"""What boto3 does with the contract's own model, paginators and waiters (AWS_DATA_PATH).

python3 omics.py tour|pages < PLAN: a tour through all operations, or each list of the plan paged with each size.
The first keys come from the environment; the partner's are in the plan.
"""
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

plan = json.load(sys.stdin)


def client(keys=None):
    return boto3.client(
        "omics",
        endpoint_url=plan["endpoint"],
        region_name="us-east-1",
        config=Config(inject_host_prefix=False, retries={"total_max_attempts": 1}),
        **(keys or {}),
    )


def snake(operation):
    return "".join("_" + c.lower() if c.isupper() else c for c in operation).lstrip("_")


omics = client()


def wait(waiter, **names):
    omics.get_waiter(waiter).wait(**names, WaiterConfig={"Delay": 1, "MaxAttempts": 60})


def rounds():
    with open(plan["rounds"]) as told:
        return int(told.read())


def round_since(before):
    """Waits until others have made one of everything since there were so many rounds of that."""
    for _ in range(600):
        if rounds() >= before + 2:
            return rounds()
        time.sleep(0.1)
    raise TimeoutError("nothing is made any more")


def paged(one, size):
    keys = []
    before, during = rounds(), None
    paginator = omics.get_paginator(snake(one["operation"]))
    for page in paginator.paginate(**one["input"], PaginationConfig={"PageSize": size}):
        items = page[one["result"]]
        assert len(items) <= size, (one, size, len(items))
        keys += [item[one["key"]] for item in items]
        during = during or round_since(before)
    return json.dumps({"operation": one["operation"], "size": size, "before": before, "during": during, "keys": keys})


def pages():
    with ThreadPoolExecutor(8) as threads:
        wanted = [(one, size) for one in plan["lists"] for size in plan["sizes"]]
        for line in threads.map(lambda each: paged(*each), wanted):
            print(line)


def tour():
    store, notes, version = plan["store"], plan["store"] + "_notes", "second"
    reference = {"referenceArn": plan["reference"]}
    omics.create_variant_store(
        name=store,
        reference=reference,
        description="of the tour",
        tags={"a": "b", "project": "x y"},
        sseConfig={"type": "KMS"},
    )
    wait("variant_store_created", name=store)
    got = omics.get_variant_store(name=store)
    assert got["sseConfig"] == {"type": "KMS"} and got["tags"] == {"a": "b", "project": "x y"}, got
    assert omics.update_variant_store(name=store, description="ä 😀")["description"] == "ä 😀"
    listed = omics.list_variant_stores(maxResults=100, filter={"status": "ACTIVE"}, ids=[got["id"]])
    assert [item["name"] for item in listed["variantStores"]] == [store], listed

    job = omics.start_variant_import_job(
        destinationName=store,
        roleArn=plan["role"],
        items=[{"source": "s3://bucket/a b.vcf.gz"}],
        runLeftNormalization=True,
        annotationFields={"VEP": "CSQ"},
    )["jobId"]
    assert omics.get_variant_import_job(jobId=job)["annotationFields"] == {"VEP": "CSQ"}
    listed = omics.list_variant_import_jobs(maxResults=10, filter={"storeName": store, "status": "SUBMITTED"})
    assert [item["id"] for item in listed["variantImportJobs"]] == [job], listed
    omics.cancel_variant_import_job(jobId=job)
    wait("variant_import_job_created", jobId=job)

    arn = got["storeArn"]
    omics.tag_resource(resourceArn=arn, tags={"k=1": "v/2", "n": ""})
    assert omics.list_tags_for_resource(resourceArn=arn)["tags"]["k=1"] == "v/2"
    omics.untag_resource(resourceArn=arn, tagKeys=["k=1", "n"])

    share = omics.create_share(resourceArn=arn, principalSubscriber=plan["partner"], shareName="ours")["shareId"]
    assert omics.get_share(shareId=share)["share"]["status"] == "PENDING"
    listed = omics.list_shares(resourceOwner="SELF", filter={"resourceArns": [arn], "type": ["VARIANT_STORE"]})
    assert [item["shareId"] for item in listed["shares"]] == [share], listed
    assert client(plan["partnerKeys"]).accept_share(shareId=share)["status"] == "ACTIVATING"
    assert omics.delete_share(shareId=share)["status"] == "DELETING"

    omics.create_annotation_store(
        name=notes,
        reference=reference,
        storeFormat="TSV",
        storeOptions={
            "tsvStoreOptions": {
                "annotationType": "CHR_POS",
                "formatToHeader": {"CHR": "chrom", "POS": "position"},
                "schema": [{"chrom": "STRING"}, {"position": "LONG"}, {"gene": "STRING"}],
            }
        },
        tags={"a": "b"},
    )
    wait("annotation_store_created", name=notes)
    got = omics.get_annotation_store(name=notes)
    assert got["numVersions"] == 1 and got["storeFormat"] == "TSV", got
    omics.update_annotation_store(name=notes, description="notes")
    listed = omics.list_annotation_stores(ids=[got["id"]], filter={"status": "ACTIVE"})
    assert [item["name"] for item in listed["annotationStores"]] == [notes], listed
    omics.create_annotation_store_version(name=notes, versionName=version, description="2", tags={"c": "d"})
    wait("annotation_store_version_created", name=notes, versionName=version)
    assert omics.get_annotation_store_version(name=notes, versionName=version)["tags"] == {"c": "d"}
    omics.update_annotation_store_version(name=notes, versionName=version, description="two")
    listed = omics.list_annotation_store_versions(name=notes, maxResults=100, filter={"status": "ACTIVE"})
    assert [item["versionName"] for item in listed["annotationStoreVersions"]] == [notes, version], listed

    job = omics.start_annotation_import_job(
        destinationName=notes,
        roleArn=plan["role"],
        items=[{"source": "s3://bucket/genes.tsv"}],
        versionName=version,
        formatOptions={"tsvOptions": {"readOptions": {"sep": "\t", "header": True, "comment": "#"}}},
        runLeftNormalization=False,
    )["jobId"]
    assert omics.get_annotation_import_job(jobId=job)["versionName"] == version
    listed = omics.list_annotation_import_jobs(ids=[job])
    assert [item["id"] for item in listed["annotationImportJobs"]] == [job], listed
    omics.cancel_annotation_import_job(jobId=job)
    wait("annotation_import_job_created", jobId=job)

    assert omics.delete_annotation_store_versions(name=notes, versions=[version], force=True).get("errors", []) == []
    wait("annotation_store_version_deleted", name=notes, versionName=version)
    assert omics.delete_annotation_store(name=notes, force=True)["status"] == "DELETING"
    wait("annotation_store_deleted", name=notes)
    assert omics.delete_variant_store(name=store, force=False)["status"] == "DELETING"
    wait("variant_store_deleted", name=store)


{"tour": tour, "pages": pages}[sys.argv[1]]()
