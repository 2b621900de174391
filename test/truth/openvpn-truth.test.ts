import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Session } from "../../src/history/session.js";
import { printHook } from "../support/hook.js";
import { endProcess, startOpenvpnServer, type OpenvpnServer } from "../support/openvpn-server.js";
import { isInstalled, isWritable } from "../support/programs.js";
import { readTruth, readTrueConnects, type TrueSession } from "../support/read-truth.js";
import { readEnded } from "../support/read-ended.js";
import { runCli } from "../support/run-cli.js";
import { tempFolder } from "../support/temp-folder.js";
import { startUdpRelay } from "../support/udp-relay.js";
import { isRoot, skipUnless } from "../support/visible-skip.js";

/*
 * A real OpenVPN server and real clients, whose sessions are as short as they are in life, against two histories: one
 * has OpenVPN's own events, one has only the status log. Both are compared with what a hook of the test's own records.
 */

const SESSIONS = 60;
const CLIENTS = 20;
const STATUS_SECONDS = 10;
const GEN_MS = 2000;
const MAX_SECONDS = 90;

const skip = skipUnless(
  isRoot && isInstalled("openvpn") && isInstalled("openssl") && isWritable("/dev/net/tun"),
  "needs root, openvpn, openssl and /dev/net/tun",
);

/** The sessions of a client: how many seconds each lasts, from 1 to 90 over all clients. */
function planDurations(client: number): readonly number[] {
  const numbers = Array.from({ length: SESSIONS / CLIENTS }, (_, round) => round * CLIENTS + client);
  return numbers.map((number) => 1 + ((number * 37) % MAX_SECONDS));
}

interface Watched {
  readonly history: string;
  readonly args: readonly string[];
}

function makeSite(folder: string, name: string, status: string, events: string | null): Watched {
  const [history, config] = [join(folder, name, "history"), join(folder, name, "site.toml")];
  mkdirSync(join(folder, name));
  const server = [`name = "vpn"`, `status = ${JSON.stringify(status)}`];
  if (events !== null) server.push(`events = ${JSON.stringify(events)}`);
  const paths = [`history = ${JSON.stringify(history)}`, `out = ${JSON.stringify(join(folder, name, "out"))}`];
  writeFileSync(config, `${[...paths, "[[server]]", ...server].join("\n")}\n`);
  return { history, args: ["gen", "--config", config] };
}

/** A client that connects and leaves again and again, until its sessions are over or the server is gone. */
async function liveAsClient(
  server: OpenvpnServer,
  name: string,
  durations: readonly number[],
  { floats }: { readonly floats: boolean },
): Promise<void> {
  for (const [round, seconds] of durations.entries()) {
    const relay = floats ? await startUdpRelay(server.port) : null;
    const client = await server.connect(name, relay ?? undefined);
    if (relay !== null && round % 2 === 0) {
      await sleep(seconds * 500);
      await relay.changeAddress();
      await sleep(seconds * 500);
    } else await sleep(seconds * 1000);
    await endProcess(client);
    relay?.close();
  }
}

const toKey = ({ commonName, startSeconds }: TrueSession | Session, tunnelIp: string): string =>
  `${commonName} ${startSeconds} ${tunnelIp}`;

describe("sessions of 1 to 90 seconds of a real OpenVPN server", { skip, timeout: 1_500_000 }, () => {
  it("are exact with its events, and within the stated bounds without them", async (t) => {
    const folder = tempFolder(t);
    const truthFile = join(folder, "truth.tsv");
    const status = join(folder, "server.status");
    const hook = await printHook(folder);
    const options = {
      statusSeconds: STATUS_SECONDS,
      hookLines: hook.lines.afterOld.map((line) => line.replaceAll("OLD-SCRIPT", join(folder, "hook"))),
    } as const;
    const exact = makeSite(folder, "events", status, hook.events);
    const plain = makeSite(folder, "status", status, null);
    let isOver = false;
    let runs = 0;
    const watch = async (): Promise<void> => {
      while (!isOver) {
        for (const { args } of [exact, plain]) {
          const { status: code, stderr } = await runCli(args);
          // The server is down for some seconds between its two lives.
          assert.ok(code === 0 || code === 66, stderr);
        }
        runs += 1;
        await sleep(GEN_MS);
      }
    };

    let server = await startOpenvpnServer(folder, 2, options);
    t.after(() => {
      isOver = true;
      return server.stop();
    });
    const watching = watch();
    const names = Array.from({ length: CLIENTS }, (_, number) => `client-${number}`);
    const live = (from: number, to: number): Promise<unknown> =>
      Promise.all(
        names.map((name, number) =>
          liveAsClient(server, name, planDurations(number).slice(from, to), { floats: number % 4 === 0 }),
        ),
      );
    await live(0, 1);
    // All clients are thrown out at once, and come back.
    const stayers = await Promise.all(names.slice(0, 4).map((name) => server.connect(name)));
    await sleep(3000);
    server.signal("SIGUSR1");
    await sleep(12_000);
    await Promise.all(stayers.map(endProcess));
    // A server that is killed tells nobody of the end of its sessions.
    await Promise.all(names.slice(4, 7).map((name) => server.connect(name)));
    await sleep(STATUS_SECONDS * 1000 + 3000);
    const killedBetween: [number, number] = [Math.floor(Date.now() / 1000), 0];
    server.signal("SIGKILL");
    killedBetween[1] = Math.ceil(Date.now() / 1000);
    await server.stop();
    server = await startOpenvpnServer(folder, 2, options);
    await live(1, SESSIONS / CLIENTS);
    await server.stop();
    server = await startOpenvpnServer(folder, 2, options);
    await sleep(2 * STATUS_SECONDS * 1000);
    isOver = true;
    await watching;

    const truth = readTruth(truthFile);
    const ended = new Set(truth.map((one) => toKey(one, one.virtualAddress)));
    const killed = readTrueConnects(truthFile).filter((one) => !ended.has(toKey(one, one.virtualAddress)));
    assert.ok(truth.length >= SESSIONS, `the server tells of ${truth.length} sessions`);
    assert.equal(killed.length, 3);

    const withEvents = compare(readEnded(exact.history), truth, killed);
    const withoutEvents = compare(readEnded(plain.history), truth, killed);
    for (const [what, one] of [
      ["with events", withEvents],
      ["status alone", withoutEvents],
    ] as const) {
      t.diagnostic(
        `${what}: ${one.seen} of ${truth.length} sessions, ${one.seconds} of ${one.trueSeconds} s, ` +
          `${one.bytes} of ${one.trueBytes} bytes; ends exact ${one.exactEnds}, within their bounds ${one.inBounds}, ` +
          `outside ${one.outside}; ${one.invented} invented; ${runs} runs`,
      );
    }
    const { seen, seconds, bytes, exactEnds, outside, invented, killedSeen } = withEvents;
    assert.deepEqual(
      { seen, seconds, bytes, exactEnds, outside, invented, killedSeen },
      {
        seen: truth.length,
        seconds: withEvents.trueSeconds,
        bytes: withEvents.trueBytes,
        exactEnds: truth.length,
        outside: 0,
        invented: 0,
        killedSeen: 3,
      },
    );
    assert.deepEqual([withoutEvents.outside, withoutEvents.invented, withoutEvents.exactEnds], [0, 0, 0]);
    for (const history of [exact.history, plain.history]) {
      for (const one of readEnded(history).filter((session) => isOneOf(session, killed))) {
        assert.ok((one.endSeconds ?? 0) <= killedBetween[1], "no session outlives its server");
        assert.ok((one.goneBySeconds ?? Infinity) >= killedBetween[0]);
      }
    }
  });
});

function isOneOf(session: Session, some: readonly TrueSession[]): boolean {
  return some.some((one) => toKey(one, one.virtualAddress) === toKey(session, session.tunnelIp));
}

interface Compared {
  readonly seen: number;
  readonly seconds: number;
  readonly trueSeconds: number;
  readonly bytes: number;
  readonly trueBytes: number;
  readonly exactEnds: number;
  readonly inBounds: number;
  readonly outside: number;
  readonly invented: number;
  readonly killedSeen: number;
}

function compare(
  sessions: readonly Session[],
  truth: readonly TrueSession[],
  killed: readonly TrueSession[],
): Compared {
  const byKey = new Map(sessions.map((one) => [toKey(one, one.tunnelIp), one]));
  assert.equal(byKey.size, sessions.length, "a session is recorded twice");
  const pairs = truth.map((one) => ({ true: one, found: byKey.get(toKey(one, one.virtualAddress)) }));
  const seen = pairs.flatMap(({ true: one, found }) => (found === undefined ? [] : [{ true: one, found }]));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  const isExact = ({ true: one, found }: (typeof seen)[number]): boolean =>
    found.endSource === "event" &&
    found.endSeconds === one.endSeconds &&
    found.bytesReceived === one.bytesReceived &&
    found.bytesSent === one.bytesSent;
  const isInBounds = ({ true: one, found }: (typeof seen)[number]): boolean =>
    found.endSource === "status" &&
    (found.endSeconds ?? Infinity) <= one.endSeconds &&
    one.endSeconds <= (found.goneBySeconds ?? -1);
  return {
    seen: seen.length,
    seconds: sum(seen.map(({ found }) => (found.endSeconds ?? 0) - found.startSeconds)),
    trueSeconds: sum(truth.map((one) => one.endSeconds - one.startSeconds)),
    bytes: sum(seen.map(({ found }) => (found.bytesReceived ?? 0) + (found.bytesSent ?? 0))),
    trueBytes: sum(truth.map((one) => one.bytesReceived + one.bytesSent)),
    exactEnds: seen.filter(isExact).length,
    inBounds: seen.filter(isInBounds).length,
    outside: seen.filter((pair) => !isExact(pair) && !isInBounds(pair)).length,
    invented: sessions.filter((one) => !isOneOf(one, truth) && !isOneOf(one, killed)).length,
    killedSeen: sessions.filter((one) => isOneOf(one, killed)).length,
  };
}
