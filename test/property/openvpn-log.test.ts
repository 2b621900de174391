import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { at } from "../support/make-session.js";
import { parseLogs } from "../support/openvpn-logs.js";
import { LogWriter, type LoggedClient, type WrittenEnd } from "../support/write-openvpn-log.js";

const CLIENTS = 5;
const FIRST = at("2026-11-21T08:00:00Z");

/** A name without control characters, which OpenVPN replaces, made of what could be taken for another line. */
const name = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }).map((text) => text.replace(/\p{Cc}/gu, "_")),
      fc.constantFrom(
        ...[
          "a",
          " ",
          "/",
          "[",
          "] ",
          "'",
          " -> ",
          ": ",
          "203.0.113.1:1000",
          "/203.0.113.2:1001 ",
          "MULTI: ",
          "peer 0 (",
        ],
        ...["SIGTERM[hard,] received, process exiting", " received, client-instance exiting", "OpenVPN 2.6 x [SSL]"],
        ...["] Peer Connection Initiated with [AF_INET]", "MULTI: Learn: 10.8.0.2", "Connection Attempt "],
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(""));

const step = fc.record({
  client: fc.nat(CLIENTS - 1),
  gap: fc.integer({ min: 10, max: 5000 }),
  does: fc.constantFrom<WrittenEnd | "stop" | "crash" | "renegotiate">(
    ...(["exit", "timeout", "reset", "goodbye", "replaced", "renegotiate", "stop", "crash"] as const),
  ),
});

interface Running {
  readonly client: LoggedClient;
  readonly startSeconds: number;
  lastSeconds: number;
}

it("any story of a server, written as its log, gives back its sessions", () => {
  const story = fc.record({
    verbosity: fc.constantFrom<1 | 3>(1, 3),
    names: fc.array(name, { minLength: CLIENTS, maxLength: CLIENTS }),
    steps: fc.array(step, { maxLength: 40 }),
  });
  fc.assert(
    fc.property(story, ({ verbosity, names, steps }) => {
      const log = new LogWriter(verbosity);
      const open = new Map<number, Running>();
      const expected: string[] = [];
      const note = ({ client, startSeconds }: Running, end: number, goneBy: number | null): void => {
        const { commonName, address, tunnelIp } = client;
        expected.push(JSON.stringify([commonName, address, tunnelIp, startSeconds, end, goneBy]));
      };
      log.startServer(FIRST);
      let now = FIRST;
      let port = 1000;
      for (const { client: index, gap, does } of steps) {
        now += gap;
        if (does === "stop" || does === "crash") {
          if (does === "stop") log.stopServer(now);
          for (const one of open.values()) {
            if (does === "stop") note(one, now, null);
            else note(one, one.lastSeconds, now + 1);
          }
          log.startServer(now + 1);
          now += 1;
          open.clear();
          continue;
        }
        const running = open.get(index);
        if (running !== undefined && does === "renegotiate") {
          log.renegotiate(now, running.client);
          if (verbosity === 3) running.lastSeconds = now;
          continue;
        }
        if (running !== undefined) {
          const isReplaced = does === "replaced" || does === "renegotiate";
          note(running, isReplaced ? now : log.end(now, running.client, does), null);
          open.delete(index);
          if (!isReplaced) continue;
        }
        port += 1;
        const client = {
          commonName: `${names[index] ?? ""}${index}`,
          address: `203.0.113.${index + 1}:${port}`,
          tunnelIp: `10.8.0.${index + 2}`,
        };
        log.connect(now, client, running !== undefined);
        open.set(index, { client, startSeconds: now, lastSeconds: now });
      }
      const { sessions, leftOut } = parseLogs([log.text]);
      const found = sessions.map(({ session }) => {
        const { commonName, realAddress, tunnelIp, startSeconds, endSeconds, goneBySeconds } = session;
        return JSON.stringify([commonName, realAddress, tunnelIp, startSeconds, endSeconds, goneBySeconds]);
      });
      assert.deepEqual(found.sort(), expected.sort(), log.text);
      // The others are still connected.
      assert.equal(leftOut.length, open.size);
    }),
    { numRuns: 300 },
  );
});
