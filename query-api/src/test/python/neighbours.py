"""Calls one operation of each of several AWS services at the endpoint of the argument: a line of JSON for each."""
import json
import sys

import boto3
from botocore.exceptions import ClientError

CALLS = [
    ("sts", "get_caller_identity", {}),
    ("sts", "get_session_token", {}),
    ("iam", "list_users", {}),
    ("ec2", "describe_instances", {}),
    ("sqs", "list_queues", {}),
    ("sns", "list_topics", {}),
    ("glue", "get_databases", {}),
    ("athena", "list_work_groups", {}),
    ("logs", "describe_log_groups", {}),
    ("events", "list_rules", {}),
    ("dynamodb", "list_tables", {}),
    ("lakeformation", "get_data_lake_settings", {}),
    ("ram", "get_resource_shares", {"resourceOwner": "SELF"}),
    ("lambda", "list_functions", {}),
    ("batch", "list_jobs", {}),
    ("route53", "list_hosted_zones", {}),
    ("s3", "list_buckets", {}),
    ("s3", "list_objects_v2", {"Bucket": "share"}),
]
for service, operation, arguments in CALLS:
    client = boto3.client(service, endpoint_url=sys.argv[1], region_name="eu-west-1")
    try:
        answer = getattr(client, operation)(**arguments)
    except ClientError as refused:
        answer = refused.response
    except Exception as unreadable:
        answer = {"Error": {"Code": type(unreadable).__name__, "Message": str(unreadable)}, "ResponseMetadata": {}}
    answer["call"] = service + "." + operation
    print(json.dumps(answer, default=str))
