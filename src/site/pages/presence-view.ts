import { TRAFFIC_LEVELS } from "../live-facts.js";

/** A user's last days as a small picture: a cell for each day, the last one today's; there may be bars of traffic above. */
export interface PresenceView {
  /** On how many of the days the user was connected, and of how many it is known. */
  readonly presentDays: number;
  readonly knownDays: number;
  /** Paths of SVG by what they show: a level from 0 to 4, unknown days, or traffic. */
  readonly paths: readonly { readonly kind: PresenceKind; readonly path: string }[];
}

type PresenceKind = "p0" | "p1" | "p2" | "p3" | "p4" | "unknown" | "traffic";

const KINDS: Readonly<Record<string, PresenceKind>> = {
  "0": "p0",
  "1": "p1",
  "2": "p2",
  "3": "p3",
  "4": "p4",
  "-": "unknown",
};

/**
 * In the picture, which is 30 high, and of 28 days 139 wide. The style sheet draws a line through a row of cells as one
 * dash of 4 for each.
 */
const [STEP, WIDTH, CELL_MIDDLE, BAR_BOTTOM] = [5, 4, 23.5, TRAFFIC_LEVELS] as const;

/**
 * @param days a level as in `presence.ts` for each day up to today, or `-` if it is not known
 * @param trafficBefore of the days before today, as in `live-facts.ts`
 */
export function toPresenceView(days: string, trafficBefore = ""): PresenceView {
  const paths = new Map<PresenceKind, string>();
  const draw = (kind: PresenceKind, path: string): void => {
    paths.set(kind, (paths.get(kind) ?? "") + path);
  };
  let [presentDays, knownDays] = [0, 0];
  for (let at = 0, end = 0; at < days.length; at = end) {
    const level = days[at] ?? "";
    while (days[end] === level) end++;
    if (level !== "-") knownDays += end - at;
    if (level !== "-" && level !== "0") presentDays += end - at;
    draw(KINDS[level] ?? "unknown", `M${at * STEP} ${CELL_MIDDLE}h${(end - at) * STEP - 1}`);
  }
  const firstBar = days.length - 1 - trafficBefore.length;
  for (const [place, digit] of Array.from(trafficBefore).entries()) {
    if (digit === "0") continue;
    const x = (firstBar + place) * STEP + WIDTH / 2;
    draw("traffic", `M${x} ${BAR_BOTTOM}v-${parseInt(digit, TRAFFIC_LEVELS + 1)}`);
  }
  return { presentDays, knownDays, paths: [...paths].map(([kind, path]) => ({ kind, path })) };
}
