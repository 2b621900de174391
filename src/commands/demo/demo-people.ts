/** A made-up user. */
export interface Person {
  readonly commonName: string;
  readonly alias: string;
  readonly habit: Habit;
  readonly server: DemoServer;
  readonly client: DemoClient;
  /** How many hours their clock is ahead of the site's. */
  readonly aheadHours: number;
  readonly homeAddress: string;
  readonly awayAddress: string;
}

/** The server for people reports events; that for branch offices does not. */
export type DemoServer = "office" | "branches";

/** As a client sends them, `IV_VER` and `IV_PLAT`. */
export interface DemoClient {
  readonly version: string;
  readonly platform: string;
}

type Habit = "office" | "part-time" | "shift" | "phone" | "flaky" | "tunnel" | "backup" | "left";

/**
 * Three cities, a support desk in shifts and two branch offices: somebody is connected at any time of the day. The
 * addresses are those reserved for documentation.
 */
export const PEOPLE: readonly Person[] = [
  person("anna.becker", "Anna Becker", "office", 0, "203.0.113.21", "198.51.100.4", "2.6.14 win"),
  person("jonas.weber", "Jonas Weber", "office", 0, "203.0.113.34", "198.51.100.4", "2.6.14 win"),
  person("mia.schulz", "Mia Schulz", "part-time", 0, "2001:db8:4a1:20::15", "198.51.100.9", "2.6.14 mac"),
  person("emre.yilmaz", "Emre Yılmaz", "office", 0, "203.0.113.57", "198.51.100.4", "2.6.12 linux"),
  person("sofia.rossi", "Sofia Rossi", "office", 0, "203.0.113.80", "198.51.100.17", "2.5.1 win"),
  person("lukas.hoffmann", "Lukas Hoffmann", "phone", 0, "198.51.100.71", "198.51.100.90", "3.8.5 ios"),
  person("priya.nair", "Priya Nair", "office", 7, "203.0.113.112", "198.51.100.130", "2.6.14 win"),
  person("wei.tan", "Tan Wei", "office", 7, "2001:db8:91::7:1", "198.51.100.131", "2.6.14 mac"),
  person("noah.martin", "Noah Martin", "office", -6, "203.0.113.143", "198.51.100.160", "2.5.1 win"),
  person("chloe.tremblay", "Chloé Tremblay", "part-time", -6, "203.0.113.151", "198.51.100.161", "2.6.12 win"),
  person("nora.lindqvist", "Nora Lindqvist (support)", "shift", 0, "203.0.113.160", "198.51.100.170", "2.6.14 win"),
  person("diego.morales", "Diego Morales (support)", "shift", -8, "203.0.113.171", "198.51.100.171", "2.6.14 win"),
  person("aiko.sato", "Aiko Sato (support)", "shift", 8, "2001:db8:77:3::9", "198.51.100.172", "2.6.14 mac"),
  person("oncall-phone", "On-call phone", "phone", -2, "198.51.100.200", "198.51.100.201", "3.11.3 android"),
  person("service-van", "Service van", "flaky", 0, "198.51.100.210", "198.51.100.211", "2.5.9 linux"),
  person("branch-leipzig", "Branch office Leipzig", "tunnel", 0, "203.0.113.200", "203.0.113.200", "2.6.3 linux"),
  person("branch-graz", "Branch office Graz", "tunnel", 0, "203.0.113.210", "203.0.113.210", "2.6.3 linux"),
  person("backup-nas", "", "backup", 0, "203.0.113.200", "203.0.113.200", "2.5.8 linux"),
  person("felix.braun", "Felix Braun (left in autumn)", "left", 0, "203.0.113.66", "198.51.100.4", "2.5.1 win"),
];

/** Aliases of users who have never connected. */
export const ALIASES_NEVER_SEEN = [["lena.fischer", "Lena Fischer (starts next month)"]] as const;

/** @param client version and platform */
function person(
  commonName: string,
  alias: string,
  habit: Habit,
  aheadHours: number,
  homeAddress: string,
  awayAddress: string,
  client: `${string} ${string}`,
): Person {
  const server = habit === "tunnel" || habit === "backup" ? "branches" : "office";
  const [version = "", platform = ""] = client.split(" ");
  return { commonName, alias, habit, server, client: { version, platform }, aheadHours, homeAddress, awayAddress };
}
