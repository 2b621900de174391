import { TRAFFIC_LEVELS, type ConnectedUser } from "../live-facts.js";

/** A user's last 28 days as a small picture: a cell for each day, the last one today's, and bars of traffic above. */
export interface PresenceView {
  /** On how many of the days the user was connected, and of how many it is known. */
  readonly presentDays: number;
  readonly knownDays: number;
  /** Paths of SVG by what they show: a level from 0 to 4, unknown days, or traffic. */
  readonly paths: readonly { readonly kind: PresenceKind; readonly path: string }[];
}

export type PresenceKind = "p0" | "p1" | "p2" | "p3" | "p4" | "unknown" | "traffic";

const LEVELS: readonly (readonly [level: string, kind: PresenceKind])[] = [
  ["0", "p0"],
  ["1", "p1"],
  ["2", "p2"],
  ["3", "p3"],
  ["4", "p4"],
  ["-", "unknown"],
];

/** In the picture, which is 139 × 30. */
const [STEP, WIDTH, CELL_TOP, CELL_HEIGHT] = [5, 4, 18, 11] as const;

export function toPresenceView(facts: ConnectedUser | undefined): PresenceView | null {
  if (facts === undefined) return null;
  // How long today is, is not known yet.
  const days = Array.from(`${facts.presence}1`);
  const cells = LEVELS.map(([level, kind]) => ({
    kind,
    path: days.map((known, at) => (known === level ? toBar(at, CELL_TOP, CELL_HEIGHT) : "")).join(""),
  }));
  const traffic = Array.from(facts.traffic, (digit) => parseInt(digit, TRAFFIC_LEVELS + 1));
  const firstBar = days.length - 1 - traffic.length;
  const bars = traffic.map((height, at) => (height === 0 ? "" : toBar(firstBar + at, TRAFFIC_LEVELS - height, height)));
  return {
    presentDays: days.filter((level) => level !== "-" && level !== "0").length,
    knownDays: days.filter((level) => level !== "-").length,
    paths: [...cells, { kind: "traffic" as const, path: bars.join("") }].filter(({ path }) => path !== ""),
  };
}

function toBar(at: number, top: number, height: number): string {
  return `M${at * STEP} ${top}h${WIDTH}v${height}h-${WIDTH}z`;
}
