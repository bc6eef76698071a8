// node calls.mjs ENDPOINT: as python/calls.py, with the JavaScript SDK.
import { createInterface } from "node:readline";
import * as sdk from "@aws-sdk/client-omics";

const client = new sdk.OmicsClient({ endpoint: process.argv[2], region: "us-east-1", disableHostPrefix: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { operation, input } = JSON.parse(line);
  const answer = await client.send(new sdk[`${operation}Command`](input)).catch(({ name }) => ({ error: name }));
  console.log(JSON.stringify(answer));
}
