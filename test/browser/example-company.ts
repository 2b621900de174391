import type { Session } from "../../src/history/session.js";
import type { SitePart } from "../../src/site/further/site-parts.js";
import { planSite } from "../support/plan-site.js";
import { publishFiles } from "../support/publish-files.js";
import type { FullInput } from "../support/full-index.js";
import { parseVirtualAddress } from "../../src/status/parse-virtual-address.js";
import { PeerAddress, type Routing } from "../../src/status/status.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";

export const HOSTILE_NAME = `o'Neil; rm -rf "$HOME" <b>`;

function route(commonName: string, address: string): Routing {
  const virtualAddress = parseVirtualAddress(address);
  if (virtualAddress === undefined) throw new Error(`not a virtual address: ${address}`);
  const realAddress = new PeerAddress({ host: "203.0.113.7", port: 40_001, family: 4, asWritten: "203.0.113.7:40001" });
  return { virtualAddress, commonName, realAddress, lastRef: new Date((NOW_SECONDS - 30) * 1000) };
}

/** Two clients with networks, which overlap, one of them with many hosts, and one with nothing behind it. */
const BERLIN = {
  ...OK_SOURCE,
  routes: [
    route("alice", "10.8.0.2"),
    route("alice", "10.200.0.0/16"),
    ...Array.from({ length: 9 }, (_, host) => route("alice", `10.200.7.${host + 1}C`)),
    route("carol", "10.8.0.4"),
    route(HOSTILE_NAME, "10.200.1.0/24"),
  ],
};
const PARIS = { ...OK_SOURCE, server: "paris", source: "/run/openvpn-server/status-paris.log" };

function ended(id: string, user: string, start: string, minutes: number, fields: Partial<Session> = {}): Session {
  const startSeconds = at(start);
  return exampleSession({ id, user, startSeconds, endSeconds: startSeconds + minutes * 60, ...fields });
}

function running(id: string, user: string, start: string, fields: Partial<Session> = {}): Session {
  return exampleSession({ id, user, startSeconds: at(start), endSeconds: null, ...fields });
}

const OPEN = [
  running("a3run00000", "alice", "2026-11-21T13:00:00Z", { bytesReceived: 52_000_000, tunnelIpv6: "fd00:8::2" }),
  running("b1run00000", "bob", "2026-11-21T12:00:00Z", { server: "paris", bytesReceived: 900 }),
];
const ENDED = [
  ended("a2end00000", "alice", "2026-11-21T09:30:00Z", 30, { bytesReceived: 10_200 }),
  ended("a1end00000", "alice", "2026-11-21T08:00:00Z", 60, { bytesReceived: 3_000_000 }),
  ended("h1end00000", HOSTILE_NAME, "2026-11-21T07:00:00Z", 5, {
    publicIp: "198.51.100.9",
    realAddress: "198.51.100.9:4001",
    bytesReceived: 77,
  }),
  ended("c2end00000", "carol", "2026-11-20T18:00:00Z", 400, { server: "paris", bytesReceived: 1_000_000_000 }),
  ended("c1end00000", "carol", "2026-11-20T08:00:00Z", 90, { server: "paris", bytesReceived: 5_000 }),
  ended("d1end00000", "Doe, Jane", "2026-11-19T08:00:00Z", 90),
  ended("c0end00000", "carol", "2026-10-05T08:00:00Z", 90),
];

/** Two servers, five users, sessions of three recent days and of an older month. */
export const COMPANY: FullInput = exampleInput({
  sources: [BERLIN, PARIS],
  aliases: new Map([
    ["alice", "Alice Cooper"],
    ["zoe", "Zoë (never seen)"],
  ]),
  openSessions: OPEN,
  endedSessions: ENDED,
});

/** One minute later: alice's running session has ended, and dora has come. */
export const COMPANY_LATER: FullInput = {
  ...COMPANY,
  nowSeconds: NOW_SECONDS + 60,
  sources: [BERLIN, PARIS].map((source) => ({ ...source, snapshotSeconds: NOW_SECONDS + 53 })),
  openSessions: [running("e1run00000", "dora", "2026-11-21T14:12:30Z"), ...OPEN.slice(1)],
  endedSessions: [ended("a3run00000", "alice", "2026-11-21T13:00:00Z", 72, { bytesReceived: 53_000_000 }), ...ENDED],
};

/** Publishes a site as `gen` does, again and again: what stays the same is not written anew. */
/** @param parts what a site for others has; absent: all */
export async function writeSite(input: FullInput, out: string, parts?: readonly SitePart[]): Promise<void> {
  await publishFiles(out, planSite(input, parts));
}
