// node omics.mjs ENDPOINT OPERATION INPUT_JSON: one call of the JavaScript SDK, its output or error as JSON.
// Keys come from the environment, as the SDK reads them.
import * as omics from "@aws-sdk/client-omics";

const [endpoint, operation, input] = process.argv.slice(2);
const client = new omics.OmicsClient({ endpoint, region: "us-east-1", disableHostPrefix: true });
try {
  const { $metadata, ...output } = await client.send(new omics[`${operation}Command`](JSON.parse(input)));
  console.log(JSON.stringify(output));
} catch (error) {
  console.log(JSON.stringify({ error: error.name, message: error.message, status: error.$metadata?.httpStatusCode }));
  process.exitCode = 1;
}
