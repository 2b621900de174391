import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { spawnSync } from "node:child_process";
import { renderMetrics } from "../../src/render/metrics-text.js";
import { runMetrics } from "../../src/site/metrics/run-metrics.js";
import { siteMetrics } from "../../src/site/metrics/site-metrics.js";
import type { MetricFamily } from "../../src/site/metrics/metric-family.js";
import {
  pickCertificates,
  type ClientCertificate,
  type ServerCertificate,
} from "../../src/site/certificates/certificates.js";
import type { SiteInput, SourceView } from "../../src/site/site-input.js";
import { parseStatus } from "../../src/status/parse-status.js";
import { exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import { HOSTILE_NAMES } from "../support/hostile-names.js";
import { isInstalled } from "../support/programs.js";
import { skipUnless } from "../support/visible-skip.js";
import { writeStatus } from "../support/write-status.js";

const PATH = OK_SOURCE.source;
const START = NOW_SECONDS - 3600;

function routesOf(names: readonly string[]): NonNullable<SourceView["routes"]> {
  const clients = names.map((commonName, place) => ({
    commonName,
    realAddress: `203.0.113.${place + 1}:1194`,
    virtualAddress: `10.8.0.${place + 2}`,
    bytesReceived: 1,
    bytesSent: 2,
    connectedSinceSeconds: START,
    username: "",
  }));
  const status = parseStatus(writeStatus({ updatedSeconds: NOW_SECONDS, clients }, { version: 3, release: "2.6" }));
  return [...status.routingTable.values()];
}

const running = (fields: Partial<ReturnType<typeof exampleSession>> & { user: string }) =>
  exampleSession({ startSeconds: START, endSeconds: null, ...fields });

function metricsOf(fields: Partial<SiteInput>, perClient = true): string {
  const settings = { version: "1.2.3", perClient };
  return renderMetrics(siteMetrics(exampleInput(fields), { sessionCount: 7 }, settings));
}

const LATER = NOW_SECONDS + 86_400;

function certificatesOf(
  clients: readonly ClientCertificate[] | null,
  servers: readonly ServerCertificate[] = [],
): SiteInput["certificates"] {
  const byCommonName = clients === null ? null : pickCertificates(clients);
  return { key: "a key", byCommonName, byUser: byCommonName, servers };
}

/** The samples of a text, by name and labels. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const samples = new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
  assert.equal(samples.size, lines.length, "no sample is there twice");
  return samples;
}

describe("metrics", () => {
  it("has the names and labels of openvpn_exporter", () => {
    const text = metricsOf({
      openSessions: [running({ user: "alice", username: "al", bytesReceived: 10, bytesSent: 20 })],
      sources: [{ ...OK_SOURCE, routes: routesOf(["alice"]) }],
    });
    const client = `common_name="alice",connection_time="${START}",real_address="203.0.113.7:40001",virtual_address="10.8.0.2",username="al"`;
    const route = `common_name="alice",real_address="203.0.113.1:1194",virtual_address="10.8.0.2"`;
    const samples = samplesOf(text);
    for (const [name, value] of [
      [`openvpn_up{status_path="${PATH}"}`, 1],
      [`openvpn_status_update_time_seconds{status_path="${PATH}"}`, NOW_SECONDS - 7],
      [`openvpn_server_connected_clients{status_path="${PATH}"}`, 1],
      [`openvpn_openvpn_server_connected_clients{status_path="${PATH}"}`, 1],
      [`openvpn_server_client_received_bytes_total{status_path="${PATH}",${client}}`, 10],
      [`openvpn_server_client_sent_bytes_total{status_path="${PATH}",${client}}`, 20],
      [`openvpn_server_route_last_reference_time_seconds{status_path="${PATH}",${route}}`, NOW_SECONDS],
    ] as const) {
      assert.equal(samples.get(name), value, name);
    }
    for (const name of ["openvpn_server_client_received_bytes_total", "openvpn_server_client_sent_bytes_total"]) {
      assert.ok(text.includes(`# TYPE ${name} counter\n`));
    }
    assert.ok(text.includes("# TYPE openvpn_up gauge\n"));
  });

  it("says of our own how each source is, what it sets aside and what is connected", () => {
    const aside = { line: 5, list: "clients", commonName: "bob", possibleNames: ["bob"], reason: "odd" } as const;
    const samples = samplesOf(
      metricsOf({
        openSessions: [running({ user: "alice" }), running({ user: "carol", server: "gone" })],
        sources: [
          { ...OK_SOURCE, connectingCount: 2, rowsSetAside: [aside] },
          { ...OK_SOURCE, server: "hamburg", source: "/h.log", state: "missing", connectingCount: null },
        ],
      }),
    );
    const own = (text: string): number | undefined => samples.get(`openvpn_status_site_${text}`);
    const berlin = `server="berlin",status_path="${PATH}"`;
    const hamburg = `server="hamburg",status_path="/h.log"`;
    assert.equal(own('info{version="1.2.3"}'), 1);
    assert.equal(own("made_time_seconds"), NOW_SECONDS);
    assert.equal(own("recorded_sessions"), 7);
    assert.equal(own('connected_sessions{server="berlin"}'), 1);
    assert.equal(own('connected_sessions{server="hamburg"}'), 0);
    assert.equal(own('connected_sessions{server="gone"}'), 1);
    assert.equal(own('connecting_clients{server="berlin"}'), 2);
    assert.equal(own('connecting_clients{server="hamburg"}'), undefined);
    assert.equal(own(`rows_set_aside{${berlin}}`), 1);
    assert.equal(own(`rows_set_aside{${hamburg}}`), undefined);
    assert.deepEqual(
      [own(`source_state{${berlin},state="ok"}`), own(`source_state{${berlin},state="missing"}`)],
      [1, 0],
    );
    assert.deepEqual(
      [own(`source_state{${hamburg},state="ok"}`), own(`source_state{${hamburg},state="missing"}`)],
      [0, 1],
    );
    assert.equal(own(`source_state_since_time_seconds{${hamburg}}`), NOW_SECONDS - 86_400);
    assert.equal(own(`source_snapshot_time_seconds{${berlin}}`), NOW_SECONDS - 7);
  });

  it("knows nothing of the clients of a source that could not be read, but when it was last read", () => {
    const dark = { ...OK_SOURCE, state: "empty", routes: null } as const;
    const samples = samplesOf(metricsOf({ openSessions: [running({ user: "alice" })], sources: [dark] }));
    assert.equal(samples.get(`openvpn_up{status_path="${PATH}"}`), 0);
    assert.equal(samples.get(`openvpn_status_update_time_seconds{status_path="${PATH}"}`), NOW_SECONDS - 7);
    assert.ok([...samples.keys()].every((name) => !/^openvpn_server_|^openvpn_openvpn_/.test(name)));
    const stale = samplesOf(
      metricsOf({ openSessions: [running({ user: "a" })], sources: [{ ...dark, state: "stale" }] }),
    );
    assert.equal(stale.get(`openvpn_up{status_path="${PATH}"}`), 1);
    assert.equal(stale.get(`openvpn_server_connected_clients{status_path="${PATH}"}`), 1);
  });

  it("leaves out a source's time and a session's bytes that nobody knows", () => {
    const text = metricsOf({
      openSessions: [running({ user: "alice", bytesReceived: null })],
      sources: [{ ...OK_SOURCE, snapshotSeconds: null }],
    });
    assert.doesNotMatch(text, /update_time|snapshot_time|received_bytes/);
    assert.match(text, /^openvpn_server_client_sent_bytes_total\{/m);
  });

  it("sums rows with equal labels into one", () => {
    const twice = [
      running({ user: "alice", bytesReceived: 5 }),
      running({ user: "alice", clientId: "9", bytesReceived: 7 }),
    ];
    const text = metricsOf({ openSessions: twice });
    const found = [...samplesOf(text)].filter(([name]) => name.startsWith("openvpn_server_client_received"));
    assert.deepEqual(
      found.map(([, value]) => value),
      [12],
    );
    assert.equal(samplesOf(text).get(`openvpn_server_connected_clients{status_path="${PATH}"}`), 2);
    // One file that two servers name: it is up if all say so, and as new as the newest says.
    const both = [
      OK_SOURCE,
      { ...OK_SOURCE, server: "b", state: "invalid", snapshotSeconds: NOW_SECONDS - 90 },
    ] as const;
    const merged = samplesOf(metricsOf({ sources: both }));
    assert.equal(merged.get(`openvpn_up{status_path="${PATH}"}`), 0);
    assert.equal(merged.get(`openvpn_status_update_time_seconds{status_path="${PATH}"}`), NOW_SECONDS - 7);
  });

  it("names nobody with metrics_per_client = false", () => {
    const fields = {
      openSessions: [running({ user: "alice" })],
      sources: [{ ...OK_SOURCE, routes: routesOf(["alice"]) }],
    };
    assert.match(metricsOf(fields), /alice|203\.0\.113|10\.8\.0/);
    const text = metricsOf(fields, false);
    assert.doesNotMatch(text, /alice|203\.0\.113|10\.8\.0/);
    assert.match(text, /^openvpn_server_connected_clients\{.*\} 1$/m);
  });

  it("says when certificates expire, and which are revoked", () => {
    const revoked = { commonName: "bob", expiresSeconds: LATER, revokedSeconds: START };
    const certificates = certificatesOf(
      [
        { commonName: "alice", expiresSeconds: START, revokedSeconds: START },
        { commonName: "alice", expiresSeconds: LATER, revokedSeconds: null },
        { commonName: "carol", expiresSeconds: START, revokedSeconds: null },
        revoked,
      ],
      [
        { server: "berlin", kind: "server", expiresSeconds: LATER },
        { server: "berlin", kind: "ca", expiresSeconds: LATER + 1 },
        { server: null, kind: "server", expiresSeconds: LATER },
        { server: null, kind: "server", expiresSeconds: START },
      ],
    );
    const found = (perClient: boolean): Readonly<Record<string, number>> =>
      Object.fromEntries(
        [...samplesOf(metricsOf({ certificates }, perClient))]
          .filter(([name]) => name.includes("certificate"))
          .map(([name, value]) => [name.replace("openvpn_status_site_", ""), value]),
      );
    const ofServers = {
      'server_certificate_expiry_seconds{server="berlin",kind="server"}': LATER,
      'server_certificate_expiry_seconds{server="berlin",kind="ca"}': LATER + 1,
      'server_certificate_expiry_seconds{server="",kind="server"}': START,
    };
    assert.deepEqual(found(true), {
      ...ofServers,
      'certificate_expiry_seconds{common_name="alice"}': LATER,
      'certificate_expiry_seconds{common_name="carol"}': START,
      'certificate_revoked{common_name="bob"}': 1,
    });
    assert.deepEqual(found(false), ofServers);
    assert.doesNotMatch(metricsOf({ certificates: certificatesOf(null) }), /certificate/);
    const types = /^# TYPE openvpn_status_site_\w*certificate\w* (\w+)$/gm;
    assert.deepEqual(
      [...metricsOf({ certificates }).matchAll(types)].map(([, type]) => type),
      ["gauge", "gauge", "gauge"],
    );
  });

  it("is a function of its input, with each family in one piece", () => {
    const fields = { openSessions: [running({ user: "a" }), running({ user: "b" })] };
    const text = metricsOf(fields);
    assert.equal(metricsOf(fields), text);
    const names = text.split("\n").flatMap((line) => /^(\w+)/.exec(line)?.[1] ?? []);
    const blocks = names.filter((name, place) => name !== names[place - 1]);
    assert.equal(new Set(blocks).size, blocks.length);
  });

  it("escapes backslashes, quotes and line feeds in labels", () => {
    const family = (labels: readonly string[]): MetricFamily => ({
      name: "m",
      type: "gauge",
      help: "h",
      labelNames: ["a"],
      mergeEqual: "sum",
      samples: labels.map((label) => [[label], 1]),
    });
    const sample = (label: string): string | undefined => renderMetrics([family([label])]).split("\n")[2];
    assert.equal(sample('\\ " \n'), 'm{a="\\\\ \\" \\n"} 1');
    assert.equal(sample("\\n"), 'm{a="\\\\n"} 1');
    assert.equal(sample("\0\r\t\u202e"), 'm{a="\0\r\t\u202e"} 1', "others stand for themselves");
    assert.equal(renderMetrics([family([])]), "");
  });
});

describe("what a config and other statuses add to metrics", () => {
  const client = (source: string, ...counters: readonly (readonly [string, number])[]): SourceView => ({
    ...OK_SOURCE,
    source,
    state: "client-statistics",
    snapshotSeconds: null,
    report: { kind: "client-statistics", updatedSeconds: NOW_SECONDS - 5, counters },
  });
  it("is how many clients servers take, where the config says it", () => {
    const limits = { maxClients: 50, poolSize: 253 };
    const samples = samplesOf(
      metricsOf({
        sources: [
          { ...OK_SOURCE, limits },
          { ...OK_SOURCE, server: "b" },
        ],
      }),
    );
    assert.equal(samples.get('openvpn_status_site_max_clients{server="berlin"}'), 50);
    assert.equal(samples.get('openvpn_status_site_pool_size{server="berlin"}'), 253);
    assert.deepEqual(
      [...samples.keys()].filter((name) => /max_clients|pool_size/.test(name)).length,
      2,
      "not of the other one",
    );
  });
  it("is what a client has moved, by the names of openvpn_exporter", () => {
    const counters = [
      ["TUN/TAP read bytes", 1],
      ["TUN/TAP write bytes", 2],
      ["TCP/UDP read bytes", 3],
      ["TCP/UDP write bytes", 4],
      ["Auth read bytes", 5],
      ["pre-compress bytes", 6],
      ["post-compress bytes", 7],
      ["pre-decompress bytes", 8],
      ["post-decompress bytes", 9],
      ["a new counter", 10],
    ] as const;
    const text = metricsOf({ sources: [client("/c.log", ...counters), client("/d.log"), OK_SOURCE] });
    const samples = samplesOf(text);
    const names = ["tun_tap_read", "tun_tap_write", "tcp_udp_read", "tcp_udp_write", "auth_read"].concat([
      "pre_compress",
      "post_compress",
      "pre_decompress",
      "post_decompress",
    ]);
    assert.deepEqual(
      [...samples].filter(([name]) => name.startsWith("openvpn_client_")),
      names.map((name, place) => [`openvpn_client_${name}_bytes_total{status_path="/c.log"}`, place + 1]),
    );
    assert.match(text, /^# TYPE openvpn_client_tun_tap_read_bytes_total counter$/m);
    assert.equal(samples.get('openvpn_up{status_path="/c.log"}'), 1);
    assert.equal(samples.get('openvpn_status_update_time_seconds{status_path="/c.log"}'), NOW_SECONDS - 5);
    assert.equal(samples.get('openvpn_server_connected_clients{status_path="/c.log"}'), undefined);
    const unread = { ...client("/c.log", ...counters), state: "missing" as const, report: null };
    assert.doesNotMatch(metricsOf({ sources: [unread] }), /openvpn_client_/);
    assert.equal(samplesOf(metricsOf({ sources: [unread] })).get('openvpn_up{status_path="/c.log"}'), 0);
    if (isInstalled("promtool")) {
      const limits = { maxClients: 50, poolSize: 253 };
      const input = metricsOf({ sources: [client("/c.log", ...counters), { ...OK_SOURCE, limits }] });
      assert.equal(spawnSync("promtool", ["check", "metrics"], { input, encoding: "utf8" }).status, 0);
    }
  });
});

const skip = skipUnless(isInstalled("promtool"), "needs promtool");

describe("promtool check metrics", { skip }, () => {
  const check = (text: string): string => {
    const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });
    return `${status}${stdout}${stderr}`;
  };
  it("finds nothing to complain about, also with hostile names and in the file for node_exporter", () => {
    const openSessions = HOSTILE_NAMES.map((name) =>
      running({ user: name, commonName: name, username: name, realAddress: name, tunnelIp: name }),
    );
    const sources = HOSTILE_NAMES.map((name) => ({ ...OK_SOURCE, server: name, source: name }));
    const routes = routesOf(HOSTILE_NAMES.filter((name) => !/[\t\r\0]/.test(name)));
    const ofRun = { endedSeconds: NOW_SECONDS, durationSeconds: 0.31, problem: null, successSeconds: NOW_SECONDS };
    const certificates = certificatesOf(
      HOSTILE_NAMES.map((commonName, place) => ({
        commonName,
        expiresSeconds: LATER,
        revokedSeconds: place % 2 === 0 ? START : null,
      })),
      HOSTILE_NAMES.map((server) => ({ server, kind: "ca", expiresSeconds: LATER })),
    );
    const text = metricsOf({ openSessions, sources: [{ ...OK_SOURCE, routes }, ...sources], certificates });
    assert.equal(
      [...samplesOf(text).keys()].filter((name) => name.includes("certificate")).length,
      2 * HOSTILE_NAMES.length,
    );
    assert.ok(routes.length > 30);
    assert.equal(samplesOf(text).size > 10 * HOSTILE_NAMES.length, true);
    assert.equal(check(text + renderMetrics(runMetrics(ofRun))), "0");
    assert.equal(check(metricsOf({}, false)), "0");
    assert.equal(
      check(renderMetrics(runMetrics({ ...ofRun, problem: "the disk is full", successSeconds: null }))),
      "0",
    );
  });
  it("would find a text that is wrong", () => {
    assert.doesNotMatch(check('openvpn_up{a="""} 1\n'), /^0$/);
    assert.doesNotMatch(check("openvpn_up 1\nopenvpn_up 2\n"), /^0$/);
  });
});
