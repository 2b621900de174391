import type { TopLevelSpec } from "vega-lite";
import type {
  TimelineDrawing,
  TimelineDrawingBar,
  TimelineDrawingLane,
} from "../../site/charts/timeline/timeline-figure.js";
import { CHART_TEXT, chartColor, END_PX, FROM_560, HATCH_FILL, NAMES_MARK, PLOT_UNITS } from "./chart-style.js";
import { GAP_MARK, SCALE_TEXT } from "./chart-day-layers.js";
import type { LaneName } from "./chart-svg.js";
import type { ChartData } from "./chart.js";
import type { MarkNotes } from "./scene-svg.js";

/** Beside the lanes of the chart's own file. Inside a page the names are in a list. */
const NAMES_PX = 176;
/** The heights of lanes; the list beside the chart has the same (`assets/charts.css`). */
const LANE_PX = { margin: 6, row: 14 } as const;
const BAR_PX = 11;
const ROUND_PX = 3;
/** How far a bar that continues outside the day extends beyond its edge, where it is cut off. */
const BEYOND_UNITS = 20;
/** The least width of a bar, so that short sessions are visible. */
const MIN_UNITS = 2;
const HOURS_PX = 9;
const NOW_PX = 17;
const EMPTY_HEIGHT = 60;
/** Nearer to an edge, the label beside the line would stick out of the chart. */
const NOW_EDGE_SHARE = 0.12;

const SOLID_MARK = "solid";
const SOFT_MARK = "soft";

const px = (field: string) => ({ field, type: "quantitative", scale: null, axis: null }) as const;
const box = { x: px("x"), x2: { field: "x2" }, y: px("y"), y2: { field: "y2" } } as const;
const hour = { ...CHART_TEXT, align: "center", baseline: "top" } as const;
const now = { ...CHART_TEXT, fill: chartColor("now"), fontWeight: 600, baseline: "top" } as const;
const label = { x: px("x"), y: px("y"), text: { field: "label" } } as const;
const rule = { type: "rule", stroke: chartColor("grid") } as const;
const bar = { type: "rect", clip: true, cornerRadius: ROUND_PX, stroke: chartColor("line") } as const;

/** A day's sessions as bars in lanes, without its data. The height of a drawing is {@link timelineHeightPx}. */
export const TIMELINE_SPEC: TopLevelSpec = {
  width: PLOT_UNITS,
  height: EMPTY_HEIGHT,
  padding: { left: NAMES_PX, right: END_PX, top: 0, bottom: 24 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    { data: { name: "future" }, mark: { type: "rect", fill: chartColor("future") }, encoding: box },
    { name: GAP_MARK, data: { name: "gaps" }, mark: { type: "rect", fill: HATCH_FILL }, encoding: box },
    { data: { name: "rules" }, mark: rule, encoding: box },
    { name: `${FROM_560}_rules`, data: { name: "moreRules" }, mark: rule, encoding: box },
    { data: { name: "hours" }, mark: hour, encoding: label },
    { name: `${FROM_560}_hours`, data: { name: "moreHours" }, mark: hour, encoding: label },
    { name: NAMES_MARK, data: { name: "names" }, mark: SCALE_TEXT, encoding: { y: px("y"), text: { field: "label" } } },
    { name: SOLID_MARK, data: { name: "solid" }, mark: { ...bar, fill: chartColor("line") }, encoding: box },
    { name: SOFT_MARK, data: { name: "soft" }, mark: { ...bar, fill: chartColor("fill") }, encoding: box },
    { data: { name: "now" }, mark: { type: "rule", stroke: chartColor("now"), strokeWidth: 2 }, encoding: box },
    { data: { name: "nowStart" }, mark: { ...now, align: "left" }, encoding: label },
    { data: { name: "nowMiddle" }, mark: { ...now, align: "center" }, encoding: label },
    { data: { name: "nowEnd" }, mark: { ...now, align: "right" }, encoding: label },
    {
      data: { name: "notes" },
      mark: { ...CHART_TEXT, fontSize: 14, align: "center", baseline: "middle" },
      encoding: label,
    },
  ],
};

/** How high a drawing is, without the labels of the hours. */
export function timelineHeightPx(drawing: TimelineDrawing): number {
  return lanesHeightPx(drawing) + (drawing.now === null ? 0 : NOW_PX);
}

/** The names of the lanes, for the list beside the chart. */
export function timelineLanes({ lanes }: TimelineDrawing): readonly LaneName[] {
  return lanes.map(({ label: words, rowCount }) => ({ label: words, rowCount }));
}

/** The drawing's figures in the form that {@link TIMELINE_SPEC} takes. */
export function toTimelineData(drawing: TimelineDrawing): ChartData {
  const bottomPx = lanesHeightPx(drawing);
  const toX = makeXScale(drawing);
  const bars = placeBars(drawing);
  const span = (from: number, to: number) => ({ x: toX(from), x2: toX(to), y: 0, y2: bottomPx });
  const rows = (isMinor: boolean) => drawing.hourTicks.filter((tick) => tick.isMinor === isMinor);
  // A grid line would strike through a note in the middle.
  const toRule = ({ atSeconds }: { readonly atSeconds: number }) => ({
    ...span(atSeconds, atSeconds),
    y: drawing.note === "" ? 0 : bottomPx,
    y2: bottomPx + 5,
  });
  const toHour = ({ atSeconds, label: words }: TimelineDrawing["hourTicks"][number]) => ({
    x: toX(atSeconds),
    y: bottomPx + HOURS_PX,
    label: words,
  });
  return {
    future: drawing.now === null ? [] : [span(drawing.now.atSeconds, drawing.lengthSeconds)],
    gaps: drawing.gaps.map(({ startSeconds, endSeconds }) => span(startSeconds, endSeconds)),
    rules: rows(false).map(toRule),
    moreRules: rows(true).map(toRule),
    hours: rows(false).map(toHour),
    moreHours: rows(true).map(toHour),
    names: placeLanes(drawing).map(({ lane, topPx, heightPx }) => ({ y: topPx + heightPx / 2, label: lane.label })),
    solid: bars.filter(({ isSoft }) => !isSoft).map(({ place }) => place),
    soft: bars.filter(({ isSoft }) => isSoft).map(({ place }) => place),
    ...toNowData(drawing, bottomPx, toX),
    notes: drawing.note === "" ? [] : [{ x: PLOT_UNITS / 2, y: bottomPx / 2, label: drawing.note }],
  };
}

function toNowData({ now: at, lengthSeconds }: TimelineDrawing, bottomPx: number, toX: XScale): ChartData {
  if (at === null) return {};
  const x = toX(at.atSeconds);
  const words = [{ x, y: bottomPx + HOURS_PX + NOW_PX, label: at.label }];
  const share = at.atSeconds / lengthSeconds;
  const place = share < NOW_EDGE_SHARE ? "nowStart" : share > 1 - NOW_EDGE_SHARE ? "nowEnd" : "nowMiddle";
  return { now: [{ x, x2: x, y: 0, y2: bottomPx + 5 }], [place]: words };
}

/** The title and link of each bar and gap, in the order of the data. */
export function timelineNotes(drawing: TimelineDrawing): MarkNotes {
  const bars = placeBars(drawing);
  return {
    [GAP_MARK]: drawing.gaps,
    [SOLID_MARK]: bars.filter(({ isSoft }) => !isSoft).map(({ note }) => note),
    [SOFT_MARK]: bars.filter(({ isSoft }) => isSoft).map(({ note }) => note),
  };
}

interface PlacedLane {
  readonly lane: TimelineDrawingLane;
  readonly topPx: number;
  readonly heightPx: number;
}

function placeLanes({ lanes }: TimelineDrawing): readonly PlacedLane[] {
  let nextPx = 0;
  return lanes.map((lane) => {
    const place = { lane, topPx: nextPx, heightPx: laneHeightPx(lane) };
    nextPx += place.heightPx;
    return place;
  });
}

function laneHeightPx({ rowCount }: TimelineDrawingLane): number {
  return rowCount * LANE_PX.row + LANE_PX.margin;
}

function lanesHeightPx({ lanes }: TimelineDrawing): number {
  return lanes.length === 0 ? EMPTY_HEIGHT : lanes.reduce((sum, lane) => sum + laneHeightPx(lane), 0);
}

function placeBars(drawing: TimelineDrawing) {
  const toX = makeXScale(drawing);
  return placeLanes(drawing).flatMap(({ lane, topPx }) => {
    const firstPx = topPx + (LANE_PX.margin + LANE_PX.row - BAR_PX) / 2;
    return lane.bars.map((each) => {
      const y = firstPx + each.row * LANE_PX.row;
      return { place: { ...edges(each, toX), y, y2: y + BAR_PX }, isSoft: each.isSoft, note: each.note };
    });
  });
}

function edges({ startSeconds, endSeconds, isFromBefore, goesOn }: TimelineDrawingBar, toX: XScale) {
  const start = Math.min(toX(startSeconds), PLOT_UNITS - MIN_UNITS);
  const end = Math.max(toX(endSeconds), start + MIN_UNITS);
  return { x: isFromBefore ? start - BEYOND_UNITS : start, x2: goesOn ? end + BEYOND_UNITS : end };
}

type XScale = (seconds: number) => number;

function makeXScale({ lengthSeconds }: TimelineDrawing): XScale {
  return (seconds) => (seconds / lengthSeconds) * PLOT_UNITS;
}
