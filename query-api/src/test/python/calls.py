"""Calls operations with boto3 and the contract's own model (AWS_DATA_PATH): each line {"operation", "input"} that comes in
is one call, whose answer goes out as a line. The endpoint is the argument, the keys come from the environment.
"""
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

omics = boto3.client(
    "omics", endpoint_url=sys.argv[1], region_name="us-east-1", config=Config(inject_host_prefix=False)
)
for line in sys.stdin:
    call = json.loads(line)
    name = "".join("_" + c.lower() if c.isupper() else c for c in call["operation"]).lstrip("_")
    try:
        answer = getattr(omics, name)(**call["input"])
    except ClientError as refused:
        answer = {"error": refused.response["Error"]["Code"]}
    print(json.dumps(answer, default=str), flush=True)
