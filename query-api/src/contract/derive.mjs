// Derives the compact contract file of the wire layer from the AWS service model: facts only, no documentation text.
//   node query-api/src/contract/derive.mjs [../shared/contract/omics-service-2.json [FILE]]
// Run from the project folder; writes FILE, or else the resource omics-contract.json of the classes that read it.
import { readFileSync, writeFileSync } from "node:fs";

const source = process.argv[2] ?? "../shared/contract/omics-service-2.json";
const target = process.argv[3] ?? new URL("../main/resources/org/lakeome/api/wire/omics-contract.json", import.meta.url);
const model = JSON.parse(readFileSync(source, "utf8"));

// The model's pattern of the Range header has no letters and no "=", so that no HTTP byte range ("bytes=0-9") satisfies it.
delete model.shapes.Range.pattern;

const places = { uri: "path", querystring: "query", header: "header" };

function operation(op) {
  return {
    method: op.http.method,
    path: op.http.requestUri,
    code: op.http.responseCode ?? 200,
    input: op.input?.shape,
    output: op.output?.shape,
    errors: (op.errors ?? []).map((e) => e.shape).sort(),
    hostPrefix: op.endpoint?.hostPrefix,
    readOnly: op.readonly,
    unsignedBody: op.authtype === "v4-unsigned-body" ? true : undefined,
  };
}

function member(name, m, shape) {
  return {
    shape: m.shape,
    in: shape.payload === name ? "payload" : places[m.location],
    as: m.locationName && m.locationName !== name ? m.locationName : undefined,
    required: (shape.required ?? []).includes(name) ? true : undefined,
  };
}

function shape(s) {
  const out = { type: s.type };
  switch (s.type) {
    case "structure":
      if (s.union) out.union = true;
      if (s.document) out.document = true;
      if (s.exception) out.status = s.error.httpStatusCode;
      out.members = Object.fromEntries(Object.entries(s.members ?? {}).map(([n, m]) => [n, member(n, m, s)]));
      break;
    case "list":
      out.item = s.member.shape;
      break;
    case "map":
      out.key = s.key.shape;
      out.value = s.value.shape;
      break;
    case "blob":
      out.streaming = s.streaming;
      break;
  }
  for (const fact of ["min", "max", "pattern", "enum"]) if (s[fact] !== undefined) out[fact] = s[fact];
  return out;
}

function reachable() {
  const seen = new Set();
  const visit = (name) => {
    if (!name || seen.has(name)) return;
    seen.add(name);
    const s = model.shapes[name];
    for (const m of Object.values(s.members ?? {})) visit(m.shape);
    for (const m of [s.member, s.key, s.value]) visit(m?.shape);
  };
  for (const op of Object.values(model.operations)) {
    visit(op.input?.shape);
    visit(op.output?.shape);
    for (const e of op.errors ?? []) visit(e.shape);
  }
  return [...seen].sort();
}

const line = ([name, facts]) => `    ${JSON.stringify(name)}: ${JSON.stringify(facts)}`;
const operations = Object.entries(model.operations).sort().map(([n, op]) => [n, operation(op)]);
const shapes = reachable().map((n) => [n, shape(model.shapes[n])]);
writeFileSync(target, `{
  "apiVersion": ${JSON.stringify(model.metadata.apiVersion)},
  "operations": {
${operations.map(line).join(",\n")}
  },
  "shapes": {
${shapes.map(line).join(",\n")}
  }
}
`);
console.log(`${operations.length} operations, ${shapes.length} shapes`);
