import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parseStatus, parseStatusFileLeniently } from "../../src/status/parse-status.js";
import { ParsingError } from "../../src/status/parsing-error.js";
import { maybeConnected } from "../../src/status/rows-set-aside.js";
import { makeZone } from "../../src/status/zone.js";
import { type Release, writeStatus } from "../support/write-status.js";

const CAPTURES = join(import.meta.dirname, "../fixtures/captures");
const NAMES = ["alice", "Smith, Bob", "carol"];

interface Format {
  readonly version: 1 | 2 | 3;
  readonly release: Release;
}

function log(format: Format, names = NAMES): string {
  const clients = names.map((commonName, index) => ({
    commonName,
    realAddress: `192.0.2.${index + 1}:${1000 + index}`,
    virtualAddress: `10.8.0.${index + 2}`,
    bytesReceived: 11,
    bytesSent: 22,
    connectedSinceSeconds: 1_795_299_000,
    username: `${commonName}.login`,
  }));
  return writeStatus({ updatedSeconds: 1_795_300_000, clients }, format);
}

function parse(text: string) {
  const { parsed, rowsSetAside } = parseStatusFileLeniently(text, { zone: makeZone("UTC") });
  assert.ok(parsed.kind === "server");
  return {
    names: [...parsed.clientList.values()].map(({ commonName }) => commonName),
    routes: parsed.routingTable.size,
    rows: rowsSetAside,
    lines: rowsSetAside.map(({ line }) => line),
  };
}

function isRefused(text: string): boolean {
  try {
    parse(text);
    return false;
  } catch (error) {
    assert.ok(error instanceof ParsingError, String(error));
    return true;
  }
}

/** The log with one more line, which gets the given number. */
function withLine(text: string, number: number, line: string): string {
  const lines = text.split("\n");
  lines.splice(number - 1, 0, line);
  return lines.join("\n");
}

/** The numbers of the lines after the first client, after the first route, and after the statistics. */
function findPlaces(text: string): readonly number[] {
  const lines = text.split("\n");
  const routes = lines.findIndex((line) => line.includes("Last Ref")) + 1;
  return [5, routes + 2, lines.indexOf("END") + 1];
}

describe("a line between the rows that no torn read leaves", () => {
  const odd = [
    "garbage",
    "some more garbage",
    "HELLO WORLD",
    "<html>",
    "a,b",
    "a,b,",
    "x,y,z,1795300557",
    "Segmentation fault (core dumped)",
    "a\tb",
  ];
  for (const version of [1, 2, 3] as const) {
    // Version 2 and 3 of 2.3 end in a username, which may be anything: see below.
    for (const release of ["2.2", "2.4", "2.6"] as const) {
      it(`is set aside and hides no row: version ${version} of ${release}`, () => {
        const text = log({ version, release });
        const [clients = 0, routes = 0] = findPlaces(text);
        for (const line of odd) {
          for (const place of [clients, routes]) {
            const changed = withLine(text, place, line);
            const { names, routes: routeCount, lines } = parse(changed);
            assert.deepEqual([names, routeCount, lines], [NAMES, 3, [place]], `${line} in line ${place}`);
            assert.throws(() => parseStatus(changed), new RegExp(`^ParsingError: line ${place}: `), line);
          }
        }
      });
    }
  }

  it("is set aside in version 3 if it has as many fields as a client, but another tag", () => {
    const text = log({ version: 3, release: "2.6" });
    const row = text.split("\n")[3] ?? "";
    assert.deepEqual(parse(withLine(text, 5, `x${row}`)).lines, [5]);
    assert.deepEqual(parse(withLine(text, 5, row.toLowerCase())).lines, [5]);
  });

  for (const version of [2, 3] as const) {
    it(`is set aside after the statistics, too: version ${version}`, () => {
      const text = log({ version, release: "2.6" });
      const place = findPlaces(text)[2] ?? 0;
      assert.deepEqual(parse(withLine(text, place, "garbage")).lines, [place]);
    });

    it(`refuses the file before the list of clients: version ${version}`, () => {
      for (const place of [2, 3]) assert.ok(isRefused(withLine(log({ version, release: "2.6" }), place, "garbage")));
    });
  }

  it("counts toward the limit of rows that are set aside", () => {
    const many = (count: number) =>
      withLine(log({ version: 2, release: "2.6" }), 5, "garbage\n".repeat(count).trimEnd());
    assert.equal(parse(many(20_000)).lines.length, 20_000);
    assert.ok(isRefused(many(20_001)));
  });
});

describe("a name with a line break", () => {
  for (const version of [2, 3] as const) {
    for (const release of ["2.2", "2.3", "2.4", "2.6"] as const) {
      it(`costs only its own rows: version ${version} of ${release}`, () => {
        for (const broken of ["al\nice", "alice\n", "a\nli\nce", "al, x\nice"]) {
          const { names, routes, rows } = parse(log({ version, release }, [broken, "Smith, Bob", "carol"]));
          assert.deepEqual([names, routes], [["Smith, Bob", "carol"], 2], JSON.stringify(broken));
          assert.ok(rows.length >= 4);
        }
      });
    }

    it(`in its username is still proven by its common name: version ${version}`, () => {
      const text = log({ version, release: "2.6" }).replace("alice.login", "alice\nlogin");
      const { names, rows } = parse(text);
      assert.deepEqual(names, ["Smith, Bob", "carol"]);
      assert.ok(maybeConnected(rows).has("alice"));
    });
  }

  it("and a row of version 1 that is broken anywhere, hide no other", () => {
    const text = log({ version: 1, release: "2.6" });
    const row = text.split("\n")[3] ?? "";
    for (let at = row.indexOf(",") + 1; at <= row.lastIndexOf(","); at += 1) {
      const { names } = parse(text.replace(row, `${row.slice(0, at)}\n${row.slice(at)}`));
      assert.deepEqual(names, ["Smith, Bob", "carol"], String(at));
    }
  });

  it("hides no other client of version 1, in whose rows the second half looks whole", () => {
    for (const [broken, name] of [
      ["al\nice", "ice"],
      ["a\nli\nce", "ce"],
      ["al, x\ny\nice", "ice"],
    ] as const) {
      const { names, routes } = parse(log({ version: 1, release: "2.6" }, [broken, "Smith, Bob", "carol"]));
      assert.deepEqual([names, routes], [[name, "Smith, Bob", "carol"], 2]);
    }
  });
});

describe("a torn file", () => {
  for (const release of ["2.2", "2.3", "2.4", "2.6"] as const) {
    for (const version of [2, 3] as const) {
      it(`is refused whatever is left of any row: version ${version} of ${release}`, () => {
        const text = log({ version, release });
        const lines = text.split("\n").slice(2, -1);
        for (const [index, place] of findPlaces(text).entries()) {
          for (const row of lines) {
            // Routes are never left over without their header, which is then missing or there twice.
            if (index === 0 && row.startsWith("ROUTING")) continue;
            const tags = /^HEADER.(?:CLIENT_LIST|ROUTING_TABLE)./.exec(row)?.[0] ?? "R";
            for (let from = tags.length; from <= row.length; from += 1) {
              const rest = row.slice(from);
              assert.ok(isRefused(withLine(text, place, rest)), `line ${place}: ${JSON.stringify(rest)}`);
            }
          }
        }
      });
    }
  }

  for (const cipher of [
    "AES-256-GCM",
    "CHACHA20-POLY1305",
    "aes-256-cbc",
    "none",
    "[null-cipher]",
    "BF-CBC",
    "AES-256-SIV",
    "",
  ]) {
    it(`is refused whatever is left of the cipher ${JSON.stringify(cipher)}`, () => {
      for (const version of [2, 3] as const) {
        const text = log({ version, release: "2.6" });
        const [place = 0] = findPlaces(text);
        for (let from = 0; from <= cipher.length; from += 1) {
          assert.ok(isRefused(withLine(text, place, cipher.slice(from))), cipher.slice(from));
        }
      }
    });
  }

  it("is refused if it is not after a row that ends too early, but after a bad one", () => {
    const text = log({ version: 2, release: "2.6" }).replace(",11,22,", ",11,x,");
    assert.deepEqual(parse(text).lines, [4]);
    assert.ok(isRefused(withLine(text, 5, "x,0,0,AES-256-GCM")));
    assert.ok(!isRefused(withLine(log({ version: 2, release: "2.6" }), 5, "CLIENT_LIST,al\nx,0,0,AES-256-GCM")));
  });

  it("is refused if a good row is between what ends too early and what is left over", () => {
    const text = log({ version: 2, release: "2.6" });
    assert.ok(isRefused(withLine(withLine(text, 4, "CLIENT_LIST,x"), 6, "x,0,0,AES-256-GCM")));
  });

  it("of version 1 is refused whatever is left of a client's row, but for its name", () => {
    const text = log({ version: 1, release: "2.6" }).replace(",11,22,", ",4294967296,1973012,");
    const [place = 0] = findPlaces(text);
    const row = text.split("\n")[3] ?? "";
    for (let from = row.indexOf(",") + 1; from < row.length; from += 1) {
      assert.ok(isRefused(withLine(text, place, row.slice(from))), JSON.stringify(row.slice(from)));
    }
  });

  it("of version 1 is refused after a bad route", () => {
    const text = log({ version: 1, release: "2.6" }).replace("10.8.0.2,", "10.8.0.999,");
    const [line] = parse(text).lines;
    assert.equal(line, 9);
    assert.ok(isRefused(withLine(text, 10, "x,192.0.2.1:1000,2026-11-21 08:12:15")));
  });

  // OpenVPN writes each row as a whole over the old file: a torn read has the first rows of the new one, then what is
  // left of the old one.
  for (const version of ["2.4.12", "2.6.14"]) {
    it(`of a real server is refused wherever it is torn, if that shows: ${version}`, () => {
      let refused = 0;
      for (const series of ["churn-v2", "churn-v3"]) {
        const folder = join(CAPTURES, version, series);
        const files = readdirSync(folder)
          .filter((file) => /^\d+-/.test(file))
          .sort();
        const texts = files.map((file) => readFileSync(join(folder, file), "latin1"));
        for (const [index, after] of texts.entries()) {
          const before = texts[index - 1] ?? "";
          for (let to = after.indexOf("\n") + 1; to > 0; to = after.indexOf("\n", to) + 1) {
            const torn = after.slice(0, to) + before.slice(to);
            if (!isRefusedStrictly(torn)) continue;
            assert.ok(isRefused(torn), `${files[index]} torn at ${to}`);
            refused += 1;
          }
        }
      }
      assert.ok(refused > 100, String(refused));
    });
  }
});

function isRefusedStrictly(text: string): boolean {
  try {
    parseStatus(text);
    return false;
  } catch {
    return true;
  }
}

describe("an unknown section of version 1", () => {
  const section = "FUTURE STATS\nName,Value\nx,1";
  for (const title of ["ROUTING TABLE", "GLOBAL STATS", "END"]) {
    it(`before ${title} is not read`, () => {
      const text = log({ version: 1, release: "2.6" }).replace(`\n${title}\n`, `\n${section}\n${title}\n`);
      const { names, routes, rows } = parse(text);
      assert.deepEqual([names, routes, rows], [NAMES, 3, []]);
      assert.equal(parseStatus(text).clientList.size, 3);
    });
  }

  it("has the names of its columns, even if its rows look like clients", () => {
    const more = log({ version: 1, release: "2.6" }).split("\n").slice(2, 5).join("\n");
    const text = log({ version: 1, release: "2.6" }).replace("\nROUTING", `\nPENDING CLIENTS\n${more}\nROUTING`);
    assert.deepEqual([parse(text).names, parse(text).rows], [NAMES, []]);
  });
});
