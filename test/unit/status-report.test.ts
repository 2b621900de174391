import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { observeStatus } from "../../src/commands/update/observe-status.js";
import type { StatusReport } from "../../src/history/status-report.js";
import { makeZone } from "../../src/status/zone.js";
import { exampleInput, OK_SOURCE, renderSite } from "../support/example-site.js";

const UTC = makeZone("UTC");

function observe(text: string, now = "2026-11-21T10:00:30Z"): ReturnType<typeof observeStatus> {
  const intervals = { isStale: () => false, isGap: () => false, siteLimitSeconds: () => 300 };
  return observeStatus(
    { server: "berlin", source: "/s.log", zone: UTC, encoding: null },
    { kind: "text", text: Buffer.from(text), mtimeSeconds: null },
    { nowSeconds: Date.parse(now) / 1000, intervals, lastSnapshotSeconds: null },
  );
}

const STATUS = [
  "TITLE,OpenVPN 2.6.14 x86_64-pc-linux-gnu [DCO]",
  "TIME,2026-11-21 10:00:00,1795255200",
  "HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6 Address,Bytes Received,Bytes Sent,Connected Since,Connected Since (time_t),Username,Client ID,Peer ID,Data Channel Cipher",
  "HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)",
  "GLOBAL_STATS,Max bcast/mcast queue length,7",
  "GLOBAL_STATS,dco_enabled,1",
  "END",
  "",
].join("\n");

const STATISTICS = [
  "OpenVPN STATISTICS",
  "Updated,2026-11-21 10:00:00",
  "TUN/TAP read bytes,1500",
  "TCP/UDP write bytes,2500000",
  "END",
  "",
].join("\n");

describe("what a status says beside its clients", () => {
  it("is the server's version, its longest queue, and whether the kernel moves the data", () => {
    const expected = {
      kind: "server",
      title: "OpenVPN 2.6.14 x86_64-pc-linux-gnu [DCO]",
      longestQueue: 7,
      hasDco: true,
    };
    assert.deepEqual(observe(STATUS).report, expected);
    assert.deepEqual(observe(STATUS.replace("dco_enabled,1", "dco_enabled,0")).report, { ...expected, hasDco: false });
    assert.deepEqual(observe(STATUS.replace("GLOBAL_STATS,dco_enabled,1\n", "")).report, { ...expected, hasDco: null });
    assert.deepEqual(observe(STATUS.replace("length,7", "length,x")).report, { ...expected, longestQueue: null });
  });

  it("is the counters of a client's file, which is no server's", () => {
    const { state, report, snapshot } = observe(STATISTICS);
    assert.deepEqual([state, snapshot], ["client-statistics", undefined]);
    assert.deepEqual(report, {
      kind: "client-statistics",
      updatedSeconds: Date.parse("2026-11-21T10:00:00Z") / 1000,
      counters: [
        ["TUN/TAP read bytes", 1500],
        ["TCP/UDP write bytes", 2_500_000],
      ],
    });
  });

  const page = (report: StatusReport | null, language: "en" | "de" = "en"): string => {
    const input = exampleInput({ language, sources: [{ ...OK_SOURCE, report }] });
    return (renderSite(input).get("servers/berlin/index.html") ?? "").replace(/\s+/g, " ");
  };

  it("is on the server's page, escaped, without what is not known", () => {
    const shown = page({ kind: "server", title: "OpenVPN <b>\u202e", longestQueue: 1, hasDco: false });
    assert.match(shown, /<dt>OpenVPN<\/dt><dd><bdi>OpenVPN &lt;b&gt;\(U\+202E\)<\/bdi><\/dd>/);
    assert.match(shown, /<dt>Data channel offload<\/dt><dd>off<\/dd>/);
    assert.match(shown, /<dt>Longest broadcast queue<\/dt><dd>1 packet<\/dd>/);
    const less = page({ kind: "server", title: "", longestQueue: null, hasDco: null });
    assert.doesNotMatch(less, /Data channel offload|broadcast queue|<dt>OpenVPN/);
    assert.doesNotMatch(page(null), /class="facts"/);
  });

  it("shows the tunnel of a client's file with its bytes", () => {
    const counters = [["TUN/TAP read <bytes>", 2_500_000]] as const;
    const updatedSeconds = Date.parse("2026-11-21T10:00:00Z") / 1000;
    const shown = page({ kind: "client-statistics", updatedSeconds, counters });
    assert.match(shown, /<h2 id="tunnel">Tunnel<\/h2>/);
    assert.match(shown, /<bdi>TUN\/TAP read &lt;bytes&gt;<\/bdi><\/th><td class="num">2\.5 MB<\/td>/);
    assert.match(page({ kind: "client-statistics", updatedSeconds, counters }, "de"), /2,5 MB/);
  });

  it("is what real servers of OpenVPN write", () => {
    const file = "../fixtures/captures/2.6.14/tun-v2/005-1795301781.status";
    const { report } = observe(readFileSync(join(import.meta.dirname, file), "utf8"), "2026-11-21T22:56:30Z");
    assert.ok(report?.kind === "server");
    assert.match(report.title, /^OpenVPN 2\.6\.14 x86_64/);
    assert.deepEqual([report.longestQueue, report.hasDco], [3, false]);
  });
});
