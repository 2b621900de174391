import type { TopLevelSpec } from "vega-lite";
import type { PeriodAxis } from "../../site/charts/period-axis.js";
import { CHART_TEXT, chartColor, FROM_400, FROM_560, HATCH_FILL, SLOT_MARK } from "./chart-style.js";
import type { ChartData } from "./chart.js";

/** One of the layers of a spec. */
export type ChartLayer = Extract<TopLevelSpec, { readonly layer: unknown }>["layer"][number];

/** A bar on which other marks are visible. */
export const SOFT_BAR = { fill: chartColor("fill"), stroke: chartColor("line"), strokeWidth: 1 } as const;

const LABEL_PX = 9;
/** The distance between two rows of labels. */
const ROW_PX = 17;

/** A share of the chart's width, so that the scale is the same for any number of slots. */
export const SLOT_X = {
  field: "x",
  type: "quantitative",
  scale: { domain: [0, 1] as [number, number], nice: false, zero: false },
  axis: null,
} as const;
export const SLOT_X2 = { field: "x2" } as const;

interface GapRun {
  readonly from: number;
  readonly to: number;
}

/** The axis below a chart with a slot for each period: two rows of labels, and lines where weeks or years begin. */
export function periodAxisLayers(axisPx: number): readonly ChartLayer[] {
  const label = { ...CHART_TEXT, align: "center", baseline: "top" } as const;
  const encoding = { x: SLOT_X, text: { field: "label" } } as const;
  return [
    {
      data: { name: "boundaries" },
      mark: { type: "rule", stroke: chartColor("grid"), y: axisPx, y2: axisPx + 6 },
      encoding: { x: SLOT_X },
    },
    { data: { name: "labels" }, mark: { ...label, y: axisPx + LABEL_PX }, encoding },
    { name: `${FROM_400}_labels`, data: { name: "labels400" }, mark: { ...label, y: axisPx + LABEL_PX }, encoding },
    { name: `${FROM_560}_labels`, data: { name: "labels560" }, mark: { ...label, y: axisPx + LABEL_PX }, encoding },
    { data: { name: "lower" }, mark: { ...label, y: axisPx + LABEL_PX + ROW_PX }, encoding },
    {
      name: `${FROM_400}_lower`,
      data: { name: "lower400" },
      mark: { ...label, y: axisPx + LABEL_PX + ROW_PX },
      encoding,
    },
  ];
}

/** The bands of periods in which nothing was recorded. */
export function gapLayer(fromPx: number, toPx: number): ChartLayer {
  return {
    data: { name: "gaps" },
    mark: { type: "rect", fill: HATCH_FILL },
    encoding: { x: SLOT_X, x2: SLOT_X2, y: { value: fromPx }, y2: { value: toPx } },
  };
}

/** Above all other layers; named {@link SLOT_MARK}. */
export function hoverLayer(fromPx: number, toPx: number): ChartLayer {
  return {
    name: SLOT_MARK,
    data: { name: "slots" },
    mark: { type: "rect", fill: chartColor("background"), fillOpacity: 0 },
    encoding: { x: SLOT_X, x2: SLOT_X2, y: { value: fromPx }, y2: { value: toPx } },
  };
}

/**
 * The data of the layers above.
 *
 * @param slots the slots' numbers; those without records are marked
 */
export function toPeriodAxisData(
  { slotCount, labels, boundaries }: PeriodAxis,
  slots: readonly { readonly at: number; readonly isGap: boolean }[],
): ChartData {
  const share = (at: number): number => round(at / slotCount);
  const labelRows = (inRow: 0 | 1, from: 0 | 400 | 560) =>
    labels
      .filter(({ row, fromPx }) => row === inRow && fromPx === from)
      .map(({ at, text }) => ({ x: share(at), label: text }));
  const band = ({ at }: { readonly at: number }) => ({ x: share(at), x2: share(at + 1) });
  return {
    boundaries: boundaries.map((at) => ({ x: share(at) })),
    labels: labelRows(0, 0),
    labels400: labelRows(0, 400),
    labels560: labelRows(0, 560),
    lower: labelRows(1, 0),
    lower400: labelRows(1, 400),
    gaps: gapRuns(slots).map(({ from, to }) => ({ x: share(from), x2: share(to) })),
    slots: slots.map(band),
  };
}

/** Joins neighbours, since there would be a seam between two bands. */
function gapRuns(slots: readonly { readonly at: number; readonly isGap: boolean }[]): readonly GapRun[] {
  const runs: GapRun[] = [];
  for (const { at, isGap } of slots) {
    const last = runs.at(-1);
    if (!isGap) continue;
    if (last?.to === at) runs[runs.length - 1] = { ...last, to: at + 1 };
    else runs.push({ from: at, to: at + 1 });
  }
  return runs;
}

/** Where a mark in a slot begins and ends, from 0 to 1 in the slot. */
export function inSlot(
  { slotCount }: PeriodAxis,
  at: number,
  from: number,
  to: number,
): { readonly x: number; readonly x2: number } {
  return { x: round((at + from) / slotCount), x2: round((at + to) / slotCount) };
}

/** Rounds, for fewer digits in the drawing. */
function round(share: number): number {
  return Math.round(share * 1e5) / 1e5;
}
