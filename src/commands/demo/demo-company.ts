import { findInstants, type Zone } from "../../status/zone.js";
import { addDays, toLocalDay } from "../../history/local-day.js";
import { ALIASES_NEVER_SEEN, PEOPLE, type DemoClient, type DemoServer, type Person } from "./demo-people.js";
import { DEMO_DAYS, planConnectedSpans, type TimeSpan } from "./connected-spans.js";
import { seededRandom } from "./seeded-random.js";
import { HOUR_SECONDS } from "../../text/time-units.js";
import { toWeekday } from "../../text/weekday.js";

/** A connection of a made-up client. Times are epoch seconds, rates average bytes per second. */
export interface DemoConnection {
  readonly server: DemoServer;
  readonly client: DemoClient;
  readonly commonName: string;
  readonly realAddress: { readonly host: string; readonly port: number };
  readonly tunnelIp: string;
  readonly tunnelIpv6: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly receivedPerSecond: number;
  readonly sentPerSecond: number;
}

/** A connection with the client id that its server gave it. */
export interface NumberedConnection {
  readonly connection: DemoConnection;
  readonly clientId: string;
}

/** A month of the VPN of a small company, as its server would have seen it. */
export interface DemoMonth {
  readonly connections: readonly DemoConnection[];
  /** When the server restarted for updates: nobody is connected, and nothing is recorded. */
  readonly outages: readonly TimeSpan[];
  /** When the server was running, but nothing was recorded. */
  readonly unwatched: readonly TimeSpan[];
  readonly aliases: ReadonlyMap<string, string>;
}

const OUTAGE_SECONDS = 35 * 60;

/**
 * The five weeks up to now. The same instant and zone always give the same month: the random numbers have a fixed seed.
 */
export function makeDemoMonth(nowSeconds: number, zone: Zone): DemoMonth {
  const random = seededRandom(20_261_121);
  const today = toLocalDay(zone, nowSeconds);
  const days = Array.from({ length: DEMO_DAYS + 1 }, (_, index) => addDays(today, index - DEMO_DAYS));
  const at = (day: string, hours: number): number => {
    const local = Date.parse(`${day}T00:00:00Z`) / 1000 + Math.round(hours * HOUR_SECONDS);
    return findInstants(zone, local)[0] ?? local - zone.utcOffsetSecondsAt(local);
  };
  // One restart, about two weeks ago: the branch offices have been connected since then.
  const outages = days
    .filter((day) => toWeekday(day) === 0)
    .slice(-3, -2)
    .map((day) => ({ startSeconds: at(day, 3.2), endSeconds: at(day, 3.2) + OUTAGE_SECONDS }));
  const unwatched = [
    { startSeconds: at(today, 3.2), endSeconds: at(today, 3.8) },
    { startSeconds: at(addDays(today, -5), 9.5), endSeconds: at(addDays(today, -5), 18.25) },
  ].filter(({ endSeconds }) => endSeconds < nowSeconds);
  const planned = PEOPLE.flatMap((one, index) => {
    const spans = planConnectedSpans(one, days, at, random);
    return spans.map((span) => makeConnection(one, index, span, random));
  });
  const connections = [...planned, ...shareCredential(today, at, random)]
    .flatMap((one) => splitAtOutages(one, outages, random))
    .filter(({ startSeconds }) => startSeconds < nowSeconds)
    .sort((a, b) => a.startSeconds - b.startSeconds);
  const named = PEOPLE.filter(({ alias }) => alias !== "").map(({ commonName, alias }) => [commonName, alias] as const);
  return { connections, outages, unwatched, aliases: new Map([...named, ...ALIASES_NEVER_SEEN]) };
}

function makeConnection(
  one: Person,
  index: number,
  { startSeconds, endSeconds }: TimeSpan,
  random: () => number,
): DemoConnection {
  const busy = 0.3 + random() * 1.4;
  const [received, sent] = { tunnel: [21_000, 34_000], backup: [2_900_000, 24_000] }[one.habit as string] ?? [
    3100, 24_500,
  ];
  return {
    server: one.server,
    client: one.client,
    commonName: one.commonName,
    realAddress: { host: random() < 0.8 ? one.homeAddress : one.awayAddress, port: randomPort(random) },
    tunnelIp: `10.8.0.${index + 2}`,
    tunnelIpv6: `fd00:8::${(0x1000 + index).toString(16)}`,
    startSeconds,
    endSeconds,
    receivedPerSecond: Math.round((received ?? 0) * busy),
    sentPerSecond: Math.round((sent ?? 0) * busy),
  };
}

/** Clients that were connected when the server stopped come back soon after its start. */
function splitAtOutages(
  whole: DemoConnection,
  outages: DemoMonth["outages"],
  random: () => number,
): readonly DemoConnection[] {
  let rest: DemoConnection | undefined = whole;
  const parts: DemoConnection[] = [];
  for (const { startSeconds, endSeconds } of outages) {
    if (rest === undefined || rest.endSeconds <= startSeconds || rest.startSeconds >= endSeconds) continue;
    if (rest.startSeconds < startSeconds) parts.push({ ...rest, endSeconds: startSeconds });
    const back = endSeconds + Math.floor(20 + random() * 100);
    const realAddress: DemoConnection["realAddress"] = { ...rest.realAddress, port: randomPort(random) };
    rest = back < rest.endSeconds ? { ...rest, startSeconds: back, realAddress } : undefined;
  }
  return rest === undefined ? parts : [...parts, rest];
}

function randomPort(random: () => number): number {
  return 32_768 + Math.floor(random() * 28_000);
}

/** Someone has lent out a name and its key: twice it is connected from two places at the same time. */
function shareCredential(
  today: string,
  at: (day: string, hours: number) => number,
  random: () => number,
): readonly DemoConnection[] {
  const index = PEOPLE.findIndex(({ habit }) => habit === "part-time");
  const one = PEOPLE[index];
  if (one === undefined) return [];
  return [-3, -9].flatMap((daysAgo) => {
    const day = addDays(today, daysAgo);
    const own = makeConnection(one, index, { startSeconds: at(day, 11.4), endSeconds: at(day, 17.2) }, random);
    const lent = makeConnection(one, index, { startSeconds: at(day, 13.1), endSeconds: at(day, 16.4) }, random);
    const realAddress = { host: "192.0.2.77", port: randomPort(random) };
    return [own, { ...lent, realAddress, tunnelIp: "10.8.0.200", tunnelIpv6: "fd00:8::1200" }];
  });
}
