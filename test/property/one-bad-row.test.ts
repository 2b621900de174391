import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseStatusFileLeniently } from "../../src/status/parse-status.js";
import { ParsingError } from "../../src/status/parsing-error.js";
import { makeZone } from "../../src/status/zone.js";
import { type Release, writeStatus } from "../support/write-status.js";

const ZONE = makeZone("UTC");

const name = fc
  .array(fc.constantFrom(",", " ", "a", "Z", "é", "END", "UNDEF", "7", "-", "<b>"), { minLength: 1, maxLength: 6 })
  .map((parts) => `n${parts.join("")}`);

const client = fc.record({
  commonName: name,
  bytesReceived: fc.maxSafeNat(),
  bytesSent: fc.maxSafeNat(),
  connectedSinceSeconds: fc.integer({ min: 1_000_000_000, max: 1_795_300_000 }),
});

const FIELD = fc.oneof(
  fc.constantFrom(
    "",
    "-1",
    "18446744073709551615",
    "9007199254740992",
    "1e9",
    "now",
    "192.0.2.300:1",
    "192.0.2.1:99999",
    "9999-99-99 00:00:00",
    "2099-01-01 00:00:00",
    "4070908800",
    "999999999999",
    "\u202e\u0000",
  ),
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[\n\r]/g, "")),
);

/** What may become of a row: its tag, where it has one, and at least one separator stay. */
const change = fc.oneof(
  fc.record({ kind: fc.constant("replace" as const), at: fc.nat(), field: FIELD }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(), field: FIELD }),
  fc.record({ kind: fc.constant("append" as const), at: fc.nat(), field: FIELD }),
  fc.record({ kind: fc.constant("remove" as const), at: fc.nat(), field: FIELD }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), field: FIELD }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function changeRow(row: string, separator: string, tags: number, { kind, at, field }: Change): string {
  const fields = row.split(separator);
  const index = tags + (at % (fields.length - tags));
  if (kind === "replace") fields[index] = field;
  else if (kind === "insert") fields.splice(index, 0, field);
  else if (kind === "append") fields.push(field);
  else if (kind === "remove") fields.splice(index, 1);
  else fields.splice(Math.max(index, 2));
  return fields.join(separator);
}

function parse(text: string) {
  const { parsed, rowsSetAside } = parseStatusFileLeniently(text, { zone: ZONE });
  assert.ok(parsed.kind === "server");
  return { clients: [...parsed.clientList.values()], routes: [...parsed.routingTable.values()], rows: rowsSetAside };
}

describe("one bad row of a status log", () => {
  for (const version of [1, 2, 3] as const) {
    it(`of version ${version} hides no other, whatever it says`, () => {
      fc.assert(
        fc.property(
          fc.array(client, { minLength: 1, maxLength: 6 }),
          fc.constantFrom<Release>("2.2", "2.4", "2.6"),
          fc.nat(),
          change,
          (drawn, release, row, how) => {
            const clients = drawn.map((one, index) => ({
              ...one,
              realAddress: `192.0.2.${index + 1}:${1000 + index}`,
              virtualAddress: `10.8.0.${index + 2}`,
              username: "UNDEF",
            }));
            const text = writeStatus({ updatedSeconds: 1_795_300_000, clients }, { version, release });
            const separator = version === 3 ? "\t" : ",";
            const lines = text.split("\n");
            // Clients and routes, as many as each other, with the title or header between.
            const firstRoute = lines.findIndex((line) => line.startsWith("HEADER") && line.includes("ROUTING")) + 1;
            const routesFrom = version === 1 ? lines.indexOf("ROUTING TABLE", 3 + clients.length) + 2 : firstRoute;
            const isRoute = row % 2 === 1;
            const place = (row >> 1) % clients.length;
            const index = (isRoute ? routesFrom : 3) + place;
            const before = lines[index] ?? "";
            lines[index] = changeRow(before, separator, version === 1 ? 0 : 1, how);
            const whole = parse(text);
            let bad: ReturnType<typeof parse>;
            try {
              bad = parse(lines.join("\n"));
            } catch (error) {
              // Version 1: the end of a row, which is what a torn read leaves of one.
              assert.ok(version === 1 && error instanceof ParsingError, String(error));
              assert.equal(error.line, index + 1);
              assert.ok((lines[index] ?? "").split(",").length < before.split(",").length);
              return;
            }
            const others = (list: readonly unknown[], isIts: boolean): readonly unknown[] =>
              list.filter((_, at) => !isIts || list.length < clients.length || at !== place);
            assert.deepEqual(others(bad.clients, !isRoute), others(whole.clients, !isRoute));
            assert.deepEqual(others(bad.routes, isRoute), others(whole.routes, isRoute));
            assert.ok(bad.rows.length <= 1);
            for (const one of bad.rows) assert.equal(one.line, index + 1);
            const isThere = (isRoute ? bad.routes : bad.clients).length === clients.length;
            assert.equal(bad.rows.length === 0, isThere, "it is taken or set aside");
          },
        ),
        { numRuns: 1500 },
      );
    });
  }
});
