import { findInstants, type Zone } from "../../status/zone.js";
import { addDays, toLocalDay } from "../../history/local-day.js";

/** A made-up stay of a made-up client. Times are epoch seconds, rates bytes a second on average. */
export interface DemoConnection {
  readonly commonName: string;
  readonly realAddress: { readonly host: string; readonly port: number };
  readonly tunnelIp: string;
  readonly tunnelIpv6: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly receivedPerSecond: number;
  readonly sentPerSecond: number;
}

/** A month of a small company's VPN, as its server would have seen it. */
export interface DemoMonth {
  readonly connections: readonly DemoConnection[];
  /** When the server was restarted for updates: nobody is connected, and nobody looks. */
  readonly outages: readonly Stay[];
  /** When the server went on, but nobody looked. */
  readonly unwatched: readonly Stay[];
  readonly aliases: ReadonlyMap<string, string>;
}

interface Person {
  readonly commonName: string;
  readonly alias: string;
  readonly habit: Habit;
  /** Hours that their clock is ahead of the site's. */
  readonly aheadHours: number;
  readonly homeAddress: string;
  readonly awayAddress: string;
}

type Habit = "office" | "part-time" | "shift" | "phone" | "flaky" | "tunnel" | "backup" | "left";

const HOUR_SECONDS = 3600;
const OUTAGE_SECONDS = 35 * 60;
/** Five weeks, so that someone can have been away for a month. */
export const DEMO_DAYS = 35;

// Three cities, a support desk in shifts and two branch offices: whenever the demo is run, somebody is connected. Addresses are for documentation.
const PEOPLE: readonly Person[] = [
  person("anna.becker", "Anna Becker", "office", 0, "203.0.113.21", "198.51.100.4"),
  person("jonas.weber", "Jonas Weber", "office", 0, "203.0.113.34", "198.51.100.4"),
  person("mia.schulz", "Mia Schulz", "part-time", 0, "2001:db8:4a1:20::15", "198.51.100.9"),
  person("emre.yilmaz", "Emre Yılmaz", "office", 0, "203.0.113.57", "198.51.100.4"),
  person("sofia.rossi", "Sofia Rossi", "office", 0, "203.0.113.80", "198.51.100.17"),
  person("lukas.hoffmann", "Lukas Hoffmann", "phone", 0, "198.51.100.71", "198.51.100.90"),
  person("priya.nair", "Priya Nair", "office", 7, "203.0.113.112", "198.51.100.130"),
  person("wei.tan", "Tan Wei", "office", 7, "2001:db8:91::7:1", "198.51.100.131"),
  person("noah.martin", "Noah Martin", "office", -6, "203.0.113.143", "198.51.100.160"),
  person("chloe.tremblay", "Chloé Tremblay", "part-time", -6, "203.0.113.151", "198.51.100.161"),
  person("nora.lindqvist", "Nora Lindqvist (support)", "shift", 0, "203.0.113.160", "198.51.100.170"),
  person("diego.morales", "Diego Morales (support)", "shift", -8, "203.0.113.171", "198.51.100.171"),
  person("aiko.sato", "Aiko Sato (support)", "shift", 8, "2001:db8:77:3::9", "198.51.100.172"),
  person("oncall-phone", "On-call phone", "phone", -2, "198.51.100.200", "198.51.100.201"),
  person("service-van", "Service van", "flaky", 0, "198.51.100.210", "198.51.100.211"),
  person("branch-leipzig", "Branch office Leipzig", "tunnel", 0, "203.0.113.200", "203.0.113.200"),
  person("branch-graz", "Branch office Graz", "tunnel", 0, "203.0.113.210", "203.0.113.210"),
  person("backup-nas", "", "backup", 0, "203.0.113.200", "203.0.113.200"),
  person("felix.braun", "Felix Braun (left in autumn)", "left", 0, "203.0.113.66", "198.51.100.4"),
];

const ALIASES_NEVER_SEEN = [["lena.fischer", "Lena Fischer (starts next month)"]] as const;

/**
 * The five weeks up to now. The same instant and zone give the same month: nothing in it is random but by a fixed seed.
 */
export function demoMonth(nowSeconds: number, zone: Zone): DemoMonth {
  const random = seededRandom(20_261_121);
  const today = toLocalDay(zone, nowSeconds);
  const days = Array.from({ length: DEMO_DAYS + 1 }, (_, index) => addDays(today, index - DEMO_DAYS));
  const at = (day: string, hours: number): number => {
    const local = Date.parse(`${day}T00:00:00Z`) / 1000 + Math.round(hours * HOUR_SECONDS);
    return findInstants(zone, local)[0] ?? local - zone.utcOffsetSecondsAt(local);
  };
  // One restart, two weeks ago or so: since then the branch offices are connected.
  const outages = days
    .filter(isSunday)
    .slice(-3, -2)
    .map((day) => ({ startSeconds: at(day, 3.2), endSeconds: at(day, 3.2) + OUTAGE_SECONDS }));
  const unwatched = [
    { startSeconds: at(today, 3.2), endSeconds: at(today, 3.8) },
    { startSeconds: at(addDays(today, -5), 9.5), endSeconds: at(addDays(today, -5), 18.25) },
  ].filter(({ endSeconds }) => endSeconds < nowSeconds);
  const wishes = PEOPLE.flatMap((one, index) => {
    const stays = planStays(one, days, at, random);
    return stays.map((stay) => connection(one, index, stay, random));
  });
  const connections = [...wishes, ...sharedCredential(today, at, random)]
    .flatMap((wish) => aroundOutages(wish, outages, random))
    .filter(({ startSeconds }) => startSeconds < nowSeconds)
    .sort((a, b) => a.startSeconds - b.startSeconds);
  const named = PEOPLE.filter(({ alias }) => alias !== "").map(({ commonName, alias }) => [commonName, alias] as const);
  return { connections, outages, unwatched, aliases: new Map([...named, ...ALIASES_NEVER_SEEN]) };
}

interface Stay {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

function planStays(
  { habit, aheadHours }: Person,
  days: readonly string[],
  at: (day: string, hours: number) => number,
  random: () => number,
): readonly Stay[] {
  const between = (least: number, most: number): number => least + random() * (most - least);
  const stay = (day: string, from: number, to: number): Stay => {
    return { startSeconds: at(day, from - aheadHours), endSeconds: at(day, to - aheadHours) };
  };
  switch (habit) {
    case "tunnel":
      return [stay(days[0] ?? "", 5, (DEMO_DAYS + 2) * 24)];
    case "shift":
      return days.flatMap((day) => {
        const [from, pause, to] = [between(6.8, 7.3), between(10.5, 11.5), between(15.1, 15.9)];
        return random() < 0.15 ? [] : [stay(day, from, pause), stay(day, pause + between(0.3, 0.7), to)];
      });
    case "backup":
      return days.map((day) => stay(day, 2 + random() * 0.02, between(2.4, 2.9)));
    case "phone":
      return days.flatMap((day) =>
        Array.from({ length: Math.floor(between(1, 5)) }, () => {
          const from = between(7, 22);
          return stay(day, from, from + between(0.05, 1.3));
        }),
      );
    case "flaky":
      return days.flatMap((day) => {
        if (isWeekend(day)) return [];
        const drops = Array.from({ length: 22 }, () => between(7.5, 16)).sort((a, b) => a - b);
        return drops.slice(1).map((to, index) => stay(day, drops[index] ?? to, to - 0.01));
      });
    case "left":
      return days.slice(0, 5).flatMap((day) => workday(day, between, stay, random, 0.9));
    case "part-time":
      return days.flatMap((day) => workday(day, between, stay, random, 0.5));
    case "office":
      return days.flatMap((day) => workday(day, between, stay, random, 0.92));
  }
}

/** A morning and an afternoon, with a lost connection now and then, and some evenings. */
function workday(
  day: string,
  between: (least: number, most: number) => number,
  stay: (day: string, from: number, to: number) => Stay,
  random: () => number,
  chance: number,
): readonly Stay[] {
  if (random() > (isWeekend(day) ? 0.06 : chance)) return [];
  const noon = between(11.8, 12.9);
  const stays = [stay(day, between(7.6, 9.6), noon), stay(day, noon + between(0.4, 1), between(16.2, 18.9))];
  if (random() < 0.25) stays.push(stay(day, between(20, 20.9), between(21.2, 23.8)));
  return stays.flatMap((whole) => {
    if (random() > 0.3) return [whole];
    const cut = Math.floor(between(whole.startSeconds + 900, whole.endSeconds - 900));
    return [
      { ...whole, endSeconds: cut },
      { ...whole, startSeconds: cut + Math.floor(between(40, 600)) },
    ];
  });
}

function connection(
  one: Person,
  index: number,
  { startSeconds, endSeconds }: Stay,
  random: () => number,
): DemoConnection {
  const busy = 0.3 + random() * 1.4;
  const [received, sent] = { tunnel: [21_000, 34_000], backup: [2_900_000, 24_000] }[one.habit as string] ?? [
    3100, 24_500,
  ];
  return {
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

/** Whoever was connected when the server went down comes back soon after it is up. */
function aroundOutages(
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

/** Somebody lent out a name and its key: twice it is connected from two places at once. */
function sharedCredential(
  today: string,
  at: (day: string, hours: number) => number,
  random: () => number,
): readonly DemoConnection[] {
  const index = PEOPLE.findIndex(({ habit }) => habit === "part-time");
  const one = PEOPLE[index];
  if (one === undefined) return [];
  return [-3, -9].flatMap((daysAgo) => {
    const day = addDays(today, daysAgo);
    const own = connection(one, index, { startSeconds: at(day, 11.4), endSeconds: at(day, 17.2) }, random);
    const lent = connection(one, index, { startSeconds: at(day, 13.1), endSeconds: at(day, 16.4) }, random);
    const realAddress = { host: "192.0.2.77", port: randomPort(random) };
    return [own, { ...lent, realAddress, tunnelIp: "10.8.0.200", tunnelIpv6: "fd00:8::1200" }];
  });
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(toWeekday(day));
}

function isSunday(day: string): boolean {
  return toWeekday(day) === 0;
}

function toWeekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

function person(
  commonName: string,
  alias: string,
  habit: Habit,
  aheadHours: number,
  homeAddress: string,
  awayAddress: string,
): Person {
  return { commonName, alias, habit, aheadHours, homeAddress, awayAddress };
}

/** Mulberry32: numbers from 0 to 1 that look random and are always the same. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
