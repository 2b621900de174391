import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { parseStatus } from "../../src/status/parse-status.js";
import { ParsingError } from "../../src/status/parsing-error.js";
import { splitClients } from "../../src/status/split-clients.js";
import { type Release, type WrittenClient, writeStatus } from "../support/write-status.js";

/** As OpenVPN keeps them: no control characters, but every sign that could be taken for a separator or a row. */
const name = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((text) => text.replace(/\p{Cc}/gu, "_")),
  fc
    .array(
      fc.constantFrom(
        ",",
        ",,",
        '"',
        "'",
        " ",
        "a",
        "END",
        "CLIENT_LIST",
        "192.0.2.9:9",
        "10.8.0.9",
        "7",
        "UNDEF",
        "é",
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);
const tabbedName = fc.tuple(name, name).map(([a, b]) => `${a}\t${b}`);

function clients(names: fc.Arbitrary<string>): fc.Arbitrary<WrittenClient[]> {
  const client = fc.record({
    commonName: names,
    bytesReceived: fc.maxSafeNat(),
    bytesSent: fc.maxSafeNat(),
    connectedSinceSeconds: fc.integer({ min: 1_000_000_000, max: 1_795_300_000 }),
    username: fc.oneof(fc.constant("UNDEF"), names),
    isIpv6: fc.boolean(),
  });
  return fc.array(client, { maxLength: 8 }).map((rows) =>
    rows.map(({ isIpv6, ...row }, index) => ({
      ...row,
      realAddress: isIpv6 ? `[2001:db8::${index + 1}]:${1000 + index}` : `192.0.2.${index + 1}:${1000 + index}`,
      virtualAddress: `10.8.0.${index + 2}`,
    })),
  );
}

function assertRoundTrip(written: readonly WrittenClient[], write: { version: 1 | 2 | 3; release: Release }): void {
  const text = writeStatus({ updatedSeconds: 1_795_300_000, clients: written }, write);
  const { established, connecting } = splitClients(parseStatus(text));
  const hasUsername = write.version > 1 && write.release >= "2.3";
  assert.deepEqual(connecting, []);
  assert.deepEqual(
    established.map((c) => ({
      commonName: c.commonName,
      realAddress: c.realAddress.asWritten,
      virtualAddress: c.tunnelIp,
      bytesReceived: c.bytesReceived,
      bytesSent: c.bytesSent,
      connectedSinceSeconds: c.connectedSince.getTime() / 1000,
      username: c.username ?? "UNDEF",
      ambiguous: c.ambiguous,
    })),
    written.map((c) => ({ ...c, username: hasUsername ? c.username : "UNDEF", ambiguous: undefined })),
  );
}

describe("a status log as OpenVPN writes it", () => {
  for (const release of ["2.2", "2.3", "2.4", "2.6"] as const) {
    it(`of ${release} comes back whole in versions 1, 2 and 3, whatever the names`, () => {
      fc.assert(
        fc.property(clients(name), fc.constantFrom(1, 2, 3), (written, version) => {
          assertRoundTrip(written, { version, release });
        }),
      );
    });
  }

  it("comes back whole in versions 1 and 2 with tabs in names", () => {
    fc.assert(
      fc.property(clients(tabbedName), fc.constantFrom(1, 2), (written, version) => {
        assertRoundTrip(written, { version, release: "2.6" });
      }),
    );
  });
});

describe("a damaged status log", () => {
  const text = (version: 1 | 2 | 3) =>
    clients(name).map((written) =>
      Buffer.from(writeStatus({ updatedSeconds: 1_795_300_000, clients: written }, { version, release: "2.6" })),
    );
  const anyText = fc.constantFrom(1, 2, 3).chain(text);

  it("that is cut anywhere before its END is refused as empty or incomplete", () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (bytes, position) => {
        const length = position % (bytes.length - "END\n".length);
        const cut = bytes.subarray(0, length).toString();
        // Version 1, cut within a name that starts with END: nothing shows that more was to come.
        const wanted = length === 0 ? "empty" : cut.endsWith("\nEND") ? "invalid" : "incomplete";
        assert.throws(
          () => parseStatus(cut),
          (error) => error instanceof ParsingError && error.reason === wanted,
        );
      }),
    );
  });

  it("gives either a status or an error that names a line of it or its end", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyText, damage, (bytes, changes) => {
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        try {
          assert.equal(parseStatus(bytes).kind, "server");
        } catch (error) {
          assert.ok(error instanceof ParsingError, String(error));
          assert.ok(error.line >= 1 && error.line <= bytes.toString("latin1").split("\n").length + 1, error.message);
        }
      }),
      { numRuns: 500 },
    );
  });
});
