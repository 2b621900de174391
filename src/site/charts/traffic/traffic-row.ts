import type { Zone } from "../../../status/zone.js";
import { formatTime } from "../../../text/format/format-time.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import { outsideGaps, CHART_STEP_SECONDS } from "../last-day.js";
import type { AxisScale } from "../axis-scale.js";
import { formatRate, toRateScale } from "../rate-axis.js";
import type { TrafficChart, TrafficMoved } from "./traffic-chart.js";
import { DAY_SECONDS } from "../../../text/time-units.js";

/** One direction of the traffic of 24 hours, with its own scale. */
export interface TrafficRow {
  readonly heading: string;
  readonly scale: AxisScale;
  /** Only steps that change something; null in a gap in monitoring. `x` is in seconds since the beginning. */
  readonly points: readonly TrafficPoint[];
  /** Where the curve goes beyond the scale; null if it does not. */
  readonly capped: CappedRate | null;
}

interface TrafficPoint {
  readonly x: number;
  readonly y: number | null;
}

interface CappedRate {
  readonly atSeconds: number;
  readonly label: string;
  /** Whether there is more room before it than after it. */
  readonly isLate: boolean;
}

/** A peak that is this many times the 99th percentile is cut off, so that the rest of the day can be seen. */
const OUTLIER_FACTOR = 4;
const PERCENTILE = 0.99;

/** @param direction as the server counts */
export function toTrafficRow(
  chart: TrafficChart,
  direction: "received" | "sent",
  heading: string,
  language: Language,
  zone: Zone,
): TrafficRow {
  const toRate = (moved: TrafficMoved): number =>
    direction === "sent" ? moved.sentBitsPerSecond : moved.receivedBitsPerSecond;
  const rates = chart.steps.flatMap(({ moved }) => (moved === null ? [] : [toRate(moved)]));
  const highest = Math.max(0, ...rates);
  const usual = percentile(rates);
  const isCapped = usual > 0 && highest > OUTLIER_FACTOR * usual;
  const scale = toRateScale(language, isCapped ? usual : highest);
  return {
    heading,
    scale,
    points: toPoints(chart, (moved) => Math.min(Math.round(toRate(moved)), scale.top)),
    capped: isCapped ? toCapped(chart, direction, language, zone) : null,
  };
}

/** The rate that one step in a hundred is above. */
function percentile(rates: readonly number[]): number {
  const inOrder = [...rates].sort((a, b) => a - b);
  return inOrder[Math.max(0, Math.ceil(inOrder.length * PERCENTILE) - 1)] ?? 0;
}

function toCapped(
  chart: TrafficChart,
  direction: "received" | "sent",
  language: Language,
  zone: Zone,
): CappedRate | null {
  const sum = chart[direction];
  if (sum === null) return null;
  const { highestBitsPerSecond, highestAtSeconds } = sum;
  const atSeconds = highestAtSeconds - chart.fromSeconds;
  const rate = formatRate(language, highestBitsPerSecond);
  const label = messagesIn(language).trafficChart.capped(rate, formatTime(zone, highestAtSeconds));
  return { atSeconds, label, isLate: atSeconds > DAY_SECONDS / 2 };
}

/**
 * Steps that differ from the one before, cut where a gap begins or ends, with the end of the step before a gap and at
 * the end.
 */
function toPoints({ steps, gaps, fromSeconds }: TrafficChart, toY: (moved: TrafficMoved) => number): TrafficPoint[] {
  const points: TrafficPoint[] = [];
  let knownUntil = 0;
  const breakOff = (x: number): void => {
    const last = points.at(-1);
    if (last?.y === null || x <= knownUntil) return;
    if (last !== undefined) points.push({ ...last, x: knownUntil });
    points.push({ x: knownUntil, y: null });
  };
  for (const { startSeconds, moved } of steps) {
    if (moved === null) continue;
    const y = toY(moved);
    for (const part of outsideGaps({ startSeconds, endSeconds: startSeconds + CHART_STEP_SECONDS }, gaps)) {
      const x = part.startSeconds - fromSeconds;
      breakOff(x);
      if (points.at(-1)?.y !== y) points.push({ x, y });
      knownUntil = part.endSeconds - fromSeconds;
    }
  }
  breakOff(DAY_SECONDS);
  const last = points.at(-1);
  if (last === undefined) return [{ x: 0, y: null }];
  return last.y === null ? points : [...points, { ...last, x: DAY_SECONDS }];
}
