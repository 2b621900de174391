import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { MadeUp } from "../../src/commands/doctor/redact/made-up.js";
import { redactStatus } from "../../src/commands/doctor/redact/redact-status.js";
import { decodeStatusText } from "../../src/status/decode-status-text.js";
import { parseStatusFileLeniently } from "../../src/status/parse-status.js";
import type { Status } from "../../src/status/status.js";
import { makeZone } from "../../src/status/zone.js";
import { CLI } from "../support/run-cli.js";
import { makeHost, runHere } from "../support/run-here.js";
import { tempFolder } from "../support/temp-folder.js";

const FIXTURES = join(import.meta.dirname, "../fixtures");
const ZONE = makeZone("UTC");

const files = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
  .map((path) => join(FIXTURES, path))
  .filter((path) => /\.(?:status|log|txt)$/.test(path));

function parse(bytes: Uint8Array): ReturnType<typeof parseStatusFileLeniently> | null {
  try {
    return parseStatusFileLeniently(bytes, { zone: ZONE });
  } catch {
    return null;
  }
}

/** All names and addresses of a status, as they are written there. */
function toSecrets({ parsed, rowsSetAside }: ReturnType<typeof parseStatusFileLeniently>): ReadonlySet<string> {
  const secrets = new Set<string>(rowsSetAside.flatMap(({ possibleNames }) => possibleNames));
  if (parsed.kind === "client-statistics") return secrets;
  for (const client of parsed.clientList.values()) {
    const { commonName, username = "", virtualAddress = "", virtualIpv6Address = "", realAddress } = client;
    for (const one of [commonName, username, virtualAddress, virtualIpv6Address, realAddress.host]) secrets.add(one);
  }
  for (const { commonName, virtualAddress, realAddress } of parsed.routingTable.values()) {
    for (const one of [commonName, virtualAddress.address, realAddress.host]) secrets.add(one);
  }
  secrets.delete("UNDEF");
  secrets.delete("");
  return secrets;
}

/** What stays: the fields in which a name can only be by chance. */
function withoutStructure(text: string): string {
  return text
    .split("\n")
    .filter(
      (line) =>
        !/^(?:HEADER|TITLE|TIME|GLOBAL_STATS|Updated|Common Name|Virtual Address|OpenVPN|ROUTING|GLOBAL)/.test(line),
    )
    .map((line) =>
      line
        .replace(/^(?:CLIENT_LIST|ROUTING_TABLE)/, "")
        .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4}/g, ""),
    )
    .join("\n");
}

function assertRedacted(bytes: Uint8Array, path: string): void {
  const before = parse(bytes);
  assert.ok(before !== null);
  const redacted = redactStatus(bytes);
  const shown = withoutStructure(redacted);
  for (const secret of toSecrets(before)) {
    // A shorter one is in counters and made-up names by chance: those are compared as fields below.
    if (secret.length >= 5) assert.ok(!shown.includes(secret), `${path}: ${JSON.stringify(secret)} in\n${redacted}`);
  }
  const after = parse(Buffer.from(redacted));
  assert.ok(after !== null, redacted);
  const secrets = toSecrets(before);
  for (const one of toSecrets(after)) assert.ok(!secrets.has(one), `${path}: ${one}`);
  assert.equal(after.parsed.kind, before.parsed.kind);
  assert.deepEqual(after.parsed.updatedAt, before.parsed.updatedAt);
  if (before.parsed.kind === "server" && after.parsed.kind === "server") assertSameShape(before.parsed, after.parsed);
}

/** The same clients with the same times and counters, and the same ones of equal names. */
function assertSameShape(before: Status, after: Status): void {
  assert.equal(after.version, before.version);
  const figures = ({ clientList }: Status): unknown =>
    [...clientList.values()].map(({ bytesReceived, bytesSent, connectedSince, clientId, realAddress }) => ({
      bytesReceived,
      bytesSent,
      connectedSince,
      clientId,
      port: realAddress.port,
      protocol: realAddress.protocol,
    }));
  const equals = (texts: readonly string[]): readonly number[] => texts.map((text) => texts.indexOf(text));
  const names = ({ clientList }: Status): readonly string[] =>
    [...clientList.values()].map(({ commonName }) => commonName);
  const hosts = ({ clientList }: Status): readonly string[] =>
    [...clientList.values()].map(({ realAddress }) => realAddress.host);
  assert.deepEqual(figures(after), figures(before));
  assert.deepEqual(equals(names(after)), equals(names(before)));
  assert.deepEqual(equals(hosts(after)), equals(hosts(before)));
  assert.equal(after.routingTable.size, before.routingTable.size);
}

describe("a redacted status", () => {
  it("has no name or address of any status log of the fixtures, and the same form", () => {
    let [count, names] = [0, 0];
    for (const path of files) {
      const bytes = readFileSync(path);
      const parsed = parse(bytes);
      if (parsed === null) continue;
      count += 1;
      names += toSecrets(parsed).size;
      assertRedacted(bytes, path);
    }
    assert.ok(count > 500 && names > 1000);
  });

  it("throws for a file that is not understood, and quotes nothing of it", async (t) => {
    const folder = tempFolder(t);
    let count = 0;
    for (const path of files) {
      const bytes = readFileSync(path);
      if (parse(bytes) !== null) continue;
      assert.throws(() => redactStatus(bytes), { name: "ParsingError" });
      count += 1;
    }
    assert.ok(count > 3);
    const file = join(folder, "torn.log");
    const text =
      "OpenVPN CLIENT LIST\nUpdated,2026-11-21 08:12:15\nCommon Name,Real Address\nalice-the-secret,198.51.100.99:1\n";
    for (const content of [text, "alice-the-secret\n", "", `${text}END\n`]) {
      writeFileSync(file, content);
      const run = await runHere(["doctor", "--redact", file], makeHost(CLI, folder));
      assert.equal(run.status, 65);
      assert.equal(run.stdout, "");
      assert.match(run.stderr, /torn\.log" is not a complete status log \(line \d+\)/);
      assert.ok(!run.stderr.includes("alice-the-secret"));
    }
  });

  it("is printed by the command, from a file or standard input", async (t) => {
    const folder = tempFolder(t);
    const path =
      files.find((one) => one.includes("2.6.14/tun-v3") && one.endsWith(".status") && !one.includes("client0")) ?? "";
    const bytes = readFileSync(path);
    const host = { ...makeHost(CLI, folder), readStdin: () => Promise.resolve(new Uint8Array(bytes)) };
    const run = await runHere(["doctor", "--redact", path], host);
    assert.deepEqual(run, { status: 0, stdout: redactStatus(bytes), stderr: "" });
    assert.deepEqual(await runHere(["doctor", "--redact", "-"], host), run);
  });

  const HEADER =
    "HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6 Address,Bytes Received,Bytes Sent,Connected Since,Connected Since (time_t),Username,Client ID,Peer ID,Data Channel Cipher";
  const ROUTES = "HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)";
  const toText = (...rows: readonly string[]): Buffer =>
    Buffer.from(
      [
        ...[
          "TITLE,OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] built on Apr  2 2025",
          "TIME,2026-11-21 08:12:15,1795248735",
        ],
        ...[HEADER, ...rows.filter((row) => !row.startsWith("ROUTING")), ROUTES],
        ...[...rows.filter((row) => row.startsWith("ROUTING")), "GLOBAL_STATS,Max bcast/mcast queue length,0", "END"],
      ].join("\n") + "\n",
    );
  const SINCE = "2026-11-21 08:00:00,1795248000";

  it("replaces each kind of address by one of its kind, and keeps what the row says besides", () => {
    const text = toText(
      `CLIENT_LIST,alice,9.9.9.9:49502,10.8.0.2,fd12::2,100,200,${SINCE},UNDEF,0,0,AES-256-GCM`,
      `CLIENT_LIST,bob,udp6:[2a00:1450::1]:1194,10.8.0.3,,1,2,${SINCE},al,1,1,`,
      `CLIENT_LIST,alice,::ffff:9.9.9.9,192.168.7.7,,1,2,${SINCE},al,2,2,alice`,
      "ROUTING_TABLE,10.8.0.2,alice,9.9.9.9:49502,2026-11-21 08:12:00,1795248720",
      "ROUTING_TABLE,10.77.0.0/16,alice,9.9.9.9:49502,2026-11-21 08:12:00,1795248720",
      "ROUTING_TABLE,10.77.3.4C,alice,9.9.9.9:49502,2026-11-21 08:12:00,1795248720",
      "ROUTING_TABLE,aa:bb:cc:dd:ee:ff@12,alice,9.9.9.9:49502,2026-11-21 08:12:00,1795248720",
    );
    const rows = redactStatus(text)
      .split("\n")
      .filter((line) => /^(?:CLIENT|ROUTING)/.test(line));
    const route = "user-1,203.0.113.1:49502,2026-11-21 08:12:00,1795248720";
    assert.deepEqual(rows, [
      `CLIENT_LIST,user-1,203.0.113.1:49502,10.0.0.1,fd00::1,100,200,${SINCE},UNDEF,0,0,AES-256-GCM`,
      `CLIENT_LIST,user-2,udp6:[2001:db8::1]:1194,10.0.0.2,,1,2,${SINCE},user-3,1,1,`,
      `CLIENT_LIST,user-1,::ffff:203.0.113.1,10.0.0.3,,1,2,${SINCE},user-3,2,2,xxxxx`,
      `ROUTING_TABLE,10.0.0.1,${route}`,
      `ROUTING_TABLE,10.101.0.0/16,${route}`,
      `ROUTING_TABLE,10.0.0.4C,${route}`,
      `ROUTING_TABLE,02:00:00:00:00:01@12,${route}`,
    ]);
    assert.match(
      redactStatus(text),
      /^TITLE,OpenVPN 2\.6\.14 x86_64-pc-linux-gnu \[SSL \(OpenSSL\)\] \[LZO\] built on Apr 2 2025\n/,
    );
  });

  it("never makes up what the file has itself", () => {
    const text = toText(
      `CLIENT_LIST,user-2,203.0.113.2:1,10.0.0.2,,1,2,${SINCE},,0,0,`,
      `CLIENT_LIST,user-1,203.0.113.1:1,10.0.0.1,,1,2,${SINCE},,1,1,`,
    );
    const rows = redactStatus(text)
      .split("\n")
      .filter((line) => line.startsWith("CLIENT"));
    assert.deepEqual(rows, [
      `CLIENT_LIST,user-3,203.0.113.3:1,10.0.0.3,,1,2,${SINCE},,0,0,`,
      `CLIENT_LIST,user-4,203.0.113.4:1,10.0.0.4,,1,2,${SINCE},,1,1,`,
    ]);
  });

  it("hides a row that cannot be read, or in several ways, and what it does not know", () => {
    const forged = `9.9.9.9:1,10.8.0.9,,77,88,${SINCE}`;
    const text = toText(
      `CLIENT_LIST,Smith, Bob,9.9.9.9:49502,10.8.0.2,,100,200,${SINCE},UNDEF,0,0,AES-256-GCM`,
      `CLIENT_LIST,Ärger,nowhere,10.8.0.2,,1,2,${SINCE},UNDEF,0,0,`,
      `CLIENT_LIST,mallory,${forged},mallory,${forged},carol,3,3,`,
      "CLIENT_LIST,short",
      "FUTURE_TAG,alice,9.9.9.9",
    );
    const rows = redactStatus(text).split("\n").slice(3, 8);
    assert.deepEqual(rows, [
      `CLIENT_LIST,user-1,,203.0.113.1:49502,10.0.0.1,,100,200,${SINCE},UNDEF,0,0,AES-256-GCM`,
      `CLIENT_LIST,user-2,xxxxxxx,10.0.0.1,,1,2,${SINCE},UNDEF,0,0,`,
      "CLIENT_LIST,xxxxxxx,0.0.0.0:0,00.0.0.0,,00,00,0000-00-00 00:00:00,0000000000,xxxxxxx,0.0.0.0:0,00.0.0.0,,00,00,0000-00-00 00:00:00,0000000000,xxxxx,0,0,",
      "CLIENT_LIST,xxxxx",
      "XXXXXX_XXX,xxxxx,0.0.0.0",
    ]);
  });

  it("knows empty fields at the end of a row of version 3, and hides a row with too many", () => {
    const [name, rest] = ["alice", `9.9.9.9:1,10.8.0.2,,1,2,${SINCE},,0,0,`];
    const text = toText(
      `CLIENT_LIST,${name},${rest}`,
      `CLIENT_LIST,${name},${rest},x`,
      `CLIENT_LIST,${name},9.9.9.9:1,tunnel,,1,2,${SINCE},,0,0,`,
    );
    const rows = redactStatus(Buffer.from(text.toString().replaceAll(",", "\t")))
      .split("\n")
      .slice(3, 6);
    assert.deepEqual(
      rows.map((row) => row.replaceAll("\t", ",")),
      [
        `CLIENT_LIST,user-1,203.0.113.1:1,10.0.0.1,,1,2,${SINCE},,0,0,`,
        "CLIENT_LIST,xxxxx,0.0.0.0:0,00.0.0.0,,0,0,0000-00-00 00:00:00,0000000000,,1,1,,y",
        `CLIENT_LIST,user-1,203.0.113.1:1,xxxxxx,,1,2,${SINCE},,0,0,`,
      ],
    );
  });

  it("takes a client of version 1 for one, whatever its name is", () => {
    const text = [
      ...["OpenVPN CLIENT LIST", "Updated,2026-11-21 08:12:15"],
      ...["Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since"],
      "Updated,9.9.9.9:1,1,2,2026-11-21 08:00:00",
      "  Blank,9.9.9.8:1,1,2,2026-11-21 08:00:00",
      ...["ROUTING TABLE", "Virtual Address,Common Name,Real Address,Last Ref"],
      "10.8.0.2,Updated,9.9.9.9:1,2026-11-21 08:12:00",
      "10.8.0.3,  Blank,9.9.9.8:1,2026-11-21 08:12:00",
      ...["GLOBAL STATS", "Max bcast/mcast queue length,0", "END", ""],
    ];
    const rows = redactStatus(Buffer.from(text.join("\n"))).split("\n");
    assert.deepEqual(
      [rows[3], rows[4], rows[7], rows[8]],
      [
        "user-1,203.0.113.1:1,1,2,2026-11-21 08:00:00",
        "user-2,203.0.113.2:1,1,2,2026-11-21 08:00:00",
        "10.0.0.1,user-1,203.0.113.1:1,2026-11-21 08:12:00",
        "10.0.0.2,user-2,203.0.113.2:1,2026-11-21 08:12:00",
      ],
    );
  });

  it("has an address for each of 20,000 clients", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => {
      const [high, low] = [Math.floor(index / 250), index % 250];
      return `CLIENT_LIST,name${index}x,8.${Math.floor(high / 250)}.${high % 250}.${low}:1,10.9.${high}.${low},,1,2,${SINCE},,${index},0,`;
    });
    const parsed = parse(Buffer.from(redactStatus(toText(...rows))))?.parsed;
    assert.ok(parsed?.kind === "server");
    const clients = [...parsed.clientList.values()];
    assert.equal(new Set(clients.map(({ commonName }) => commonName)).size, 20_000);
    assert.equal(new Set(clients.map(({ realAddress }) => realAddress.host)).size, 20_000);
    assert.equal(new Set(clients.map(({ virtualAddress }) => virtualAddress)).size, 20_000);
  });

  it("gives no address twice, to however many", () => {
    const madeUp = new MadeUp(new Set());
    const assertUnique = (length: number, make: (tail4: string, tail6: string) => string): void => {
      const made = Array.from({ length }, (_, count) => {
        const [high, low] = [Math.floor(count / 65_536), count % 65_536];
        return make(`${high}.${Math.floor(low / 256)}.${low % 256}`, `${high}:${low.toString(16)}`);
      });
      assert.equal(new Set(made).size, length);
      for (const one of made) assert.ok(isIP(one.replace(/\/\d+$/, "")) > 0, one);
    };
    assertUnique(140_000, (tail) => madeUp.peerAddress(`8.${tail}`));
    assertUnique(30_000, (tail) => madeUp.virtualAddress(`10.${tail}`));
    assertUnique(30_000, (tail) => madeUp.virtualAddress(`11.${tail}/32`));
    for (const network of ["2a00", "fd12"])
      assertUnique(66_000, (_, tail) => madeUp.virtualAddress(`${network}:${tail}::1`));
    assertUnique(66_000, (_, tail) => madeUp.virtualAddress(`2a00:${tail}::/64`));
  });

  it("has nothing of bytes that are no text", () => {
    const text = Buffer.concat([toText(`CLIENT_LIST,x,9.9.9.9:1,10.8.0.2,,1,2,${SINCE},,0,0,`)]);
    const bytes = Buffer.from(text.toString("latin1").replace("LIST,x,", "LIST,m\xfcller\xe9,"), "latin1");
    const redacted = redactStatus(bytes);
    assert.match(redacted, /^CLIENT_LIST,user-1,203/m);
    assert.ok(!redacted.includes("ller") && decodeStatusText(bytes, "utf-8").includes("ller"));
  });
});
