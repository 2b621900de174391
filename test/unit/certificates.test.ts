import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import { readCertificates } from "../../src/io/certificates/read-certificates.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { judgeCertificate, NO_CERTIFICATES, pickCertificates } from "../../src/site/certificates/certificates.js";
import { findCertificateNotices } from "../../src/site/certificates/find-certificate-notices.js";
import { parseCertificateIndex } from "../../src/site/certificates/parse-certificate-index.js";
import { makeZone } from "../../src/status/zone.js";
import { at, makeSession } from "../support/make-session.js";
import { tempFolder } from "../support/temp-folder.js";

const calendar = makeCalendar(makeZone("Europe/Berlin"));
const TODAY = "2026-11-28";
const NAMING = { userFrom: "common_name", usersIgnoreCase: false } as const;

/** A line of the index: state, expiry, revocation, subject. */
function line(state: string, expiry: string, revocation: string, subject: string): string {
  return `${[state, expiry, revocation, "0A1B", "unknown", subject].join("\t")}\n`;
}

function certificate(commonName: string, expires: string, revoked: string | null = null) {
  return {
    commonName,
    expiresSeconds: at(expires),
    revokedSeconds: revoked === null ? null : at(revoked),
  };
}

describe("the index of a CA", () => {
  it("names each certificate with its end and its revocation", () => {
    const index =
      line("V", "270301120000Z", "", "/CN=alice") +
      line("R", "270301120000Z", "261120080910Z,keyCompromise", "/C=DE/O=Example/CN=bob/emailAddress=b@example.com") +
      line("R", "270301120000Z", "261120080910Z", "/CN=carol").replace("\n", "\r\n") +
      line("E", "250101000000Z", "", "/CN=old one") +
      line("V", "20510101000000Z", "", "/CN=late") +
      line("V", "491231235959Z", "", "/CN=1949 or 2049") +
      line("V", "500101000000Z", "", "/CN=1950");
    assert.deepEqual(parseCertificateIndex(index), [
      certificate("alice", "2027-03-01T12:00:00Z"),
      certificate("bob", "2027-03-01T12:00:00Z", "2026-11-20T08:09:10Z"),
      certificate("carol", "2027-03-01T12:00:00Z", "2026-11-20T08:09:10Z"),
      certificate("old one", "2025-01-01T00:00:00Z"),
      certificate("late", "2051-01-01T00:00:00Z"),
      certificate("1949 or 2049", "2049-12-31T23:59:59Z"),
      certificate("1950", "1950-01-01T00:00:00Z"),
    ]);
  });

  it("may have names with slashes and bytes that are not ASCII, and subjects without a name", () => {
    const names = (...subjects: readonly string[]): readonly string[] =>
      parseCertificateIndex(subjects.map((subject) => line("V", "270301120000Z", "", subject)).join("")).map(
        ({ commonName }) => commonName,
      );
    assert.deepEqual(names("/CN=a/b", "/CN=J\\xC3\\xB6rg \\xE2\\x82\\xAC", "/CN=first/CN=last", "/CN=\\xZZ"), [
      "a/b",
      "Jörg €",
      "last",
      "\\xZZ",
    ]);
    assert.deepEqual(names("/O=nobody", "/CN="), []);
    assert.deepEqual(names(`/CN=${"/a".repeat(50_000)}`)[0]?.length, 100_000);
  });

  it("may be empty", () => {
    assert.deepEqual(parseCertificateIndex(""), []);
    assert.deepEqual(parseCertificateIndex("\n \n"), []);
  });

  for (const [what, text, message] of [
    ["another file", "TITLE,OpenVPN secret\n", /^it does not begin like an index of certificates/],
    ["a private key", "-----BEGIN PRIVATE KEY-----\nMIIsecret\n", /^it does not begin like an index of certificates/],
    [
      "a line that was cut",
      line("V", "270301120000Z", "", "/CN=a") + "V\t2703011secret",
      /^line 2: it has 2 of 6 fields$/,
    ],
    [
      "an unknown state",
      line("V", "270301120000Z", "", "/CN=a") + line("X", "270301120000Z", "", "/CN=secret"),
      /^line 2: its first field is not V, R or E$/,
    ],
    [
      "no state",
      line("V", "270301120000Z", "", "/CN=a") + line("", "270301120000Z", "", "/CN=secret"),
      /^line 2: its first field/,
    ],
    [
      "two states",
      line("V", "270301120000Z", "", "/CN=a") + line("VR", "270301120000Z", "", "/CN=secret"),
      /^line 2: its first field/,
    ],
    [
      "a day that does not exist",
      line("V", "270301120000Z", "", "/CN=a") + line("V", "270231120000Z", "", "/CN=secret"),
      /^line 2: its second field is no time/,
    ],
    [
      "a month that does not exist",
      line("V", "270301120000Z", "", "/CN=a") + line("V", "271301120000Z", "", "/CN=secret"),
      /^line 2: its second field is no time/,
    ],
    [
      "a revocation without a time",
      line("V", "270301120000Z", "", "/CN=a") + line("R", "270301120000Z", "", "/CN=secret"),
      /^line 2: its third field/,
    ],
  ] as const) {
    it(`that is ${what} is refused by line, and nothing of it is quoted`, () => {
      assert.throws(
        () => parseCertificateIndex(text),
        (error: Error) => {
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /secret/);
          return error.name === "CertificateIndexError";
        },
      );
    });
  }
});

test("of several certificates of a name, one that is not revoked counts, and the one that is valid longest", () => {
  const short = certificate("a", "2027-01-01T00:00:00Z");
  const long = certificate("a", "2028-01-01T00:00:00Z");
  const revoked = certificate("a", "2036-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
  for (const order of [
    [short, long, revoked],
    [revoked, long, short],
    [long, revoked, short],
  ]) {
    assert.deepEqual([...pickCertificates(order).values()], [long]);
  }
  assert.deepEqual([...pickCertificates([revoked]).values()], [revoked]);
});

test("a certificate is judged by days of the site's zone", () => {
  const judge = (expires: string, revoked: string | null = null) =>
    judgeCertificate(certificate("a", expires, revoked), TODAY, calendar);
  assert.equal(judge("2026-11-27T22:59:59Z"), "expired", "before midnight in Berlin");
  assert.equal(judge("2026-11-27T23:00:00Z"), "expires-soon");
  assert.equal(judge("2026-12-28T22:59:59Z"), "expires-soon");
  assert.equal(judge("2026-12-28T23:00:00Z"), "valid");
  assert.equal(judge("2025-01-01T00:00:00Z", "2024-01-01T00:00:00Z"), "revoked");
});

describe("notices about certificates", () => {
  const find = (
    all: readonly ReturnType<typeof certificate>[],
    {
      connected = [],
      users = ["alice", "bob"],
    }: { readonly connected?: readonly string[]; readonly users?: readonly string[] },
    servers: (typeof NO_CERTIFICATES)["servers"] = [],
  ) => {
    const byCommonName = new Map(all.map((one) => [one.commonName, one]));
    return findCertificateNotices(
      { key: "", byCommonName, byUser: byCommonName, servers },
      {
        openSessions: connected.map((user) =>
          makeSession({ user, startSeconds: at("2026-11-28T03:00:00Z"), endSeconds: null }),
        ),
        hasUser: (user) => users.includes(user),
        today: TODAY,
        calendar,
      },
    );
  };
  const seconds = at("2026-11-28T03:00:00Z");

  it("is a client that is connected although its certificate is revoked or has expired", () => {
    const revoked = certificate("alice", "2030-01-01T00:00:00Z", "2026-11-20T00:00:00Z");
    const expired = certificate("bob", "2026-11-20T00:00:00Z");
    assert.deepEqual(find([revoked, expired], { connected: ["alice", "bob"] }), [
      { kind: "certificate-revoked", user: "alice", seconds, day: TODAY, revokedSeconds: revoked.revokedSeconds },
      { kind: "certificate-expired", user: "bob", seconds, day: TODAY, expiresSeconds: expired.expiresSeconds },
    ]);
    assert.deepEqual(find([revoked, expired], { connected: [] }), [], "nobody is connected");
    assert.deepEqual(find([certificate("alice", "2030-01-01T00:00:00Z")], { connected: ["alice"] }), []);
    assert.deepEqual(find([], { connected: ["alice"] }), [], "of whom the index knows nothing");
  });

  it("is a certificate of a known user that expires within 30 days", () => {
    const soon = certificate("alice", "2026-12-10T00:00:00Z");
    assert.deepEqual(find([soon], {}), [
      { kind: "certificate-expires", user: "alice", seconds: soon.expiresSeconds, day: "2026-12-10" },
    ]);
    assert.deepEqual(find([soon], { users: [] }), [], "who never connected has no page");
    assert.deepEqual(find([certificate("alice", "2027-12-10T00:00:00Z")], {}), []);
  });

  it("is a server's own certificate, or its CA's", () => {
    const soon = at("2026-12-01T00:00:00Z");
    const over = at("2026-11-01T00:00:00Z");
    const later = at("2036-11-01T00:00:00Z");
    assert.deepEqual(
      find([], {}, [
        { server: "berlin", kind: "server", expiresSeconds: soon },
        { server: null, kind: "ca", expiresSeconds: over },
        { server: "paris", kind: "ca", expiresSeconds: later },
      ]),
      [
        {
          kind: "server-certificate",
          server: "berlin",
          of: "server",
          isExpired: false,
          seconds: soon,
          day: "2026-12-01",
        },
        { kind: "server-certificate", server: null, of: "ca", isExpired: true, seconds: over, day: "2026-11-01" },
      ],
    );
  });

  it("is nothing without certificates", () => {
    const openSessions = [makeSession({ user: "alice", startSeconds: at("2026-11-28T03:00:00Z"), endSeconds: null })];
    assert.deepEqual(
      findCertificateNotices(NO_CERTIFICATES, { openSessions, hasUser: () => true, today: TODAY, calendar }),
      [],
    );
  });
});

/** A CA and a certificate that it signed, made by openssl. */
function makeAuthority(folder: string, name: string, days: number) {
  const run = (...args: readonly string[]): void => {
    execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  };
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  run(
    "req",
    "-x509",
    ...key,
    "-keyout",
    `${name}-ca.key`,
    "-out",
    `${name}-ca.crt`,
    "-days",
    String(days),
    "-subj",
    `/CN=${name} CA`,
  );
  run("req", ...key, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
  run(
    "x509",
    "-req",
    "-in",
    `${name}.csr`,
    "-CA",
    `${name}-ca.crt`,
    "-CAkey",
    `${name}-ca.key`,
    "-CAcreateserial",
    "-out",
    `${name}.crt`,
    "-days",
    "20",
  );
  const path = (suffix: string): string => join(folder, `${name}${suffix}`);
  return { ca: path("-ca.crt"), cert: path(".crt"), key: path(".key") };
}

describe("the files that the config names", () => {
  it("are read, and the CA that signed the server's certificate counts", (t) => {
    const folder = tempFolder(t);
    const [old, own] = [makeAuthority(folder, "old", 9000), makeAuthority(folder, "own", 400)];
    const bundle = join(folder, "bundle.crt");
    writeFileSync(bundle, readFileSync(old.ca, "utf8") + readFileSync(own.key, "utf8") + readFileSync(own.ca, "utf8"));
    const ofServers = (cert: string | null, ca: string | null) =>
      readCertificates({ index: null, servers: [{ server: "berlin", cert, ca }] }, NAMING);
    const days = ({ certificates, problem }: ReturnType<typeof ofServers>): readonly unknown[] => {
      assert.equal(problem, "");
      return certificates.servers.map(({ server, kind, expiresSeconds }) => {
        return [server, kind, Math.round((expiresSeconds - Date.now() / 1000) / 86_400)];
      });
    };
    assert.deepEqual(days(ofServers(own.cert, bundle)), [
      ["berlin", "server", 20],
      ["berlin", "ca", 400],
    ]);
    assert.deepEqual(days(ofServers(null, bundle)), [["berlin", "ca", 9000]], "without it, the last to expire");
    assert.deepEqual(days(ofServers(own.cert, null)), [["berlin", "server", 20]]);
    assert.deepEqual(days(ofServers(own.cert, old.ca)), [
      ["berlin", "server", 20],
      ["berlin", "ca", 9000],
    ]);
  });

  it("tell users by common name, folded as the users are", (t) => {
    const index = join(tempFolder(t), "index.txt");
    writeFileSync(index, line("V", "270301120000Z", "", "/CN=Alice"));
    const read = (naming: Parameters<typeof readCertificates>[1]) =>
      readCertificates({ index, servers: [] }, naming).certificates;
    const exact = read(NAMING);
    assert.deepEqual([...(exact.byUser?.keys() ?? [])], ["Alice"]);
    const folded = read({ ...NAMING, usersIgnoreCase: true });
    assert.deepEqual([...(folded.byUser?.keys() ?? [])], ["alice"]);
    assert.deepEqual([...(folded.byCommonName?.keys() ?? [])], ["Alice"], "as sessions have it");
    assert.equal(read({ ...NAMING, userFrom: "username" }).byUser, null, "many users may share a certificate");
    writeFileSync(index, line("V", "270301120001Z", "", "/CN=Alice"));
    assert.notEqual(read(NAMING).key, exact.key);
  });

  it("leave out what they would say if they are missing or broken, and the reason quotes nothing of them", (t) => {
    const folder = tempFolder(t);
    const [index, cert] = [join(folder, "index.txt"), join(folder, "server.crt")];
    const read = () => readCertificates({ index, servers: [{ server: null, cert, ca: null }] }, NAMING);
    assert.deepEqual(read(), {
      certificates: NO_CERTIFICATES,
      problem: `cannot read "${index}" (ENOENT); cannot read "${cert}" (ENOENT)`,
    });
    mkdirSync(index);
    writeFileSync(cert, "-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----\n");
    assert.deepEqual(read(), {
      certificates: NO_CERTIFICATES,
      problem: `${index}: it is a folder, not a file; ${cert}: it has no certificate in PEM format`,
    });
    writeFileSync(cert, "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n");
    assert.match(read().problem, /server\.crt: a certificate in it cannot be read$/);
  });

  it("are none without the keys", () => {
    assert.deepEqual(readCertificates({ index: null, servers: [] }, NAMING), {
      certificates: NO_CERTIFICATES,
      problem: "",
    });
  });
});
