import type { TopLevelSpec } from "vega-lite";
import type { TimelineDrawing, TimelineDrawingLane } from "../../site/charts/timeline/timeline-figure.js";
import { BRIEF_MARK, CHART_TEXT, chartColor, DETAIL_MARK } from "./chart-style.js";
import { GAP_MARK } from "./chart-day-layers.js";
import type { ChartData } from "./chart.js";

const WIDTH = 588;
const LEGEND_HEIGHT = 40;
const LEGEND_SWATCH_PX = 30;
const LEGEND_STEP_PX = 200;
/** The smallest height in which the larger names of a narrow chart do not touch. */
const LANE_PX = 27;
const LANE_MARGIN_PX = 8;
const ROW_PX = 14;
const BAR_PX = 11;
const ROUND_PX = 5;
/** How far a bar that continues outside the day extends beyond its edge. */
const BEYOND_PX = 7;
/** The least width of a bar, so that short sessions are visible. */
const SHORTEST_PX = 2;
const NAMES_X = -13;
const EMPTY_HEIGHT = 80;

const ENDED_MARK = "ended";
const RUNNING_MARK = "running";

/** In pixels, since days do not share a scale for lanes. */
const px = (field: string) => ({ field, type: "quantitative", scale: null, axis: null }) as const;
const box = { x: px("x"), x2: { field: "x2" }, y: px("y"), y2: { field: "y2" } } as const;
const text = { ...CHART_TEXT, baseline: "middle" } as const;
const hour = { ...text, align: "center", baseline: "top" } as const;
const name = { ...text, align: "right" } as const;
const label = { x: px("x"), y: px("y"), text: { field: "label" } } as const;
const rounded = {
  type: "rect",
  cornerRadiusTopLeft: { expr: "datum.left" },
  cornerRadiusBottomLeft: { expr: "datum.left" },
  cornerRadiusTopRight: { expr: "datum.right" },
  cornerRadiusBottomRight: { expr: "datum.right" },
} as const;

/** A day's sessions as bars in lanes, without its data. The height of a drawing is {@link timelineHeightPx}. */
export const TIMELINE_SPEC: TopLevelSpec = {
  width: WIDTH,
  height: EMPTY_HEIGHT,
  padding: { left: 184, right: 28, top: 10, bottom: 30 },
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    { name: GAP_MARK, data: { name: "gaps" }, mark: { type: "rect", fill: chartColor("gap") }, encoding: box },
    { data: { name: "rules" }, mark: { type: "rule", stroke: chartColor("grid") }, encoding: box },
    { data: { name: "hours" }, mark: hour, encoding: label },
    { name: `${DETAIL_MARK}_hours`, data: { name: "moreHours" }, mark: hour, encoding: label },
    { data: { name: "names" }, mark: name, encoding: label },
    { name: `${DETAIL_MARK}_names`, data: { name: "longNames" }, mark: name, encoding: label },
    { name: `${BRIEF_MARK}_names`, data: { name: "briefNames" }, mark: name, encoding: label },
    { name: ENDED_MARK, data: { name: "ended" }, mark: { ...rounded, fill: chartColor("line") }, encoding: box },
    {
      name: RUNNING_MARK,
      data: { name: "running" },
      mark: { ...rounded, fill: chartColor("fill"), stroke: chartColor("line") },
      encoding: box,
    },
    { data: { name: "texts" }, mark: { ...text, align: "left" }, encoding: label },
    { data: { name: "notes" }, mark: { ...text, fontSize: 16, align: "center" }, encoding: label },
  ],
};

/** How high the lanes of a drawing are, with its legend. */
export function timelineHeightPx(drawing: TimelineDrawing): number {
  const lanesPx = drawing.lanes.reduce((sum, lane) => sum + laneHeightPx(lane), 0);
  return legendHeightPx(drawing) + (lanesPx === 0 ? EMPTY_HEIGHT : lanesPx);
}

/** The drawing's figures in the form that {@link TIMELINE_SPEC} takes. */
export function timelineChartData(drawing: TimelineDrawing): ChartData {
  const heightPx = timelineHeightPx(drawing);
  const topPx = legendHeightPx(drawing);
  const toX = xScale(drawing);
  const bars = placeBars(drawing);
  const legend = placeLegend(drawing);
  const hours = drawing.hourTicks.map((tick) => ({ x: toX(tick.atSeconds), y: heightPx + 13, label: tick.label }));
  return {
    gaps: [
      ...drawing.gaps.map((gap) => ({ x: toX(gap.startSeconds), x2: toX(gap.endSeconds), y: topPx, y2: heightPx })),
      ...legend.gaps,
    ],
    rules: [
      ...[0, WIDTH].map((x) => vertical(x, topPx, heightPx)),
      // A grid line would strike through a note in the middle.
      ...hours.filter(({ x }) => x > 0).map(({ x }) => vertical(x, drawing.note === "" ? topPx : heightPx, heightPx)),
      ...[topPx, ...placed(drawing).map(({ bottomPx }) => bottomPx), heightPx].map(horizontal),
    ],
    // With the larger letters of a narrow chart, labels at every other hour are enough.
    hours: hours.filter((_, index) => index % 2 === 0),
    moreHours: hours.filter((_, index) => index % 2 === 1),
    ...namesData(drawing),
    ended: bars.filter(({ isRunning }) => !isRunning).map(({ place }) => place),
    running: [...bars.filter(({ isRunning }) => isRunning).map(({ place }) => place), ...legend.running],
    texts: legend.texts,
    notes: drawing.note === "" ? [] : [{ x: WIDTH / 2, y: (topPx + heightPx) / 2, label: drawing.note }],
  };
}

function vertical(x: number, topPx: number, heightPx: number) {
  return { x, x2: x, y: topPx, y2: heightPx + 5 };
}

function horizontal(y: number) {
  return { x: 0, x2: WIDTH, y, y2: y };
}

/** Names that a narrow chart shortens are written twice, once for each width. */
function namesData(drawing: TimelineDrawing): ChartData {
  const names = placed(drawing).map(({ lane, topPx, bottomPx }) => ({ lane, x: NAMES_X, y: (topPx + bottomPx) / 2 }));
  const long = names.filter(({ lane }) => lane.label !== lane.briefLabel);
  return {
    names: names
      .filter(({ lane }) => lane.label === lane.briefLabel)
      .map(({ lane, x, y }) => ({ x, y, label: lane.label })),
    longNames: long.map(({ lane, x, y }) => ({ x, y, label: lane.label })),
    briefNames: long.map(({ lane, x, y }) => ({ x, y, label: lane.briefLabel })),
  };
}

/** The tooltip of each mark, in the order of the data. */
export function timelineTitles(drawing: TimelineDrawing): Readonly<Record<string, readonly string[]>> {
  const bars = placeBars(drawing);
  return {
    [GAP_MARK]: drawing.gaps.map(({ title }) => title),
    [ENDED_MARK]: bars.filter(({ isRunning }) => !isRunning).map(({ title }) => title),
    [RUNNING_MARK]: bars.filter(({ isRunning }) => isRunning).map(({ title }) => title),
  };
}

interface PlacedLane {
  readonly lane: TimelineDrawingLane;
  readonly topPx: number;
  readonly bottomPx: number;
}

function placed(drawing: TimelineDrawing): readonly PlacedLane[] {
  let topPx = legendHeightPx(drawing);
  return drawing.lanes.map((lane) => {
    const bottomPx = topPx + laneHeightPx(lane);
    const place = { lane, topPx, bottomPx };
    topPx = bottomPx;
    return place;
  });
}

function laneHeightPx({ rowCount }: TimelineDrawingLane): number {
  return Math.max(LANE_PX, rowCount * ROW_PX + LANE_MARGIN_PX);
}

function placeBars(drawing: TimelineDrawing) {
  const toX = xScale(drawing);
  return placed(drawing).flatMap(({ lane, topPx, bottomPx }) => {
    const firstPx = (topPx + bottomPx - lane.rowCount * ROW_PX + ROW_PX - BAR_PX) / 2;
    return lane.bars.map(({ startSeconds, endSeconds, row, isFromBefore, goesOn, isRunning, title }) => {
      const startPx = Math.min(toX(startSeconds), WIDTH - SHORTEST_PX);
      const endPx = Math.max(toX(endSeconds), startPx + SHORTEST_PX);
      const y = firstPx + row * ROW_PX;
      const roundPx = Math.min(ROUND_PX, (endPx - startPx) / 2);
      const place = {
        x: isFromBefore ? startPx - BEYOND_PX : startPx,
        x2: goesOn ? endPx + BEYOND_PX : endPx,
        y,
        y2: y + BAR_PX,
        left: isFromBefore ? 0 : roundPx,
        right: goesOn || isRunning ? 0 : roundPx,
      };
      return { place, isRunning, title };
    });
  });
}

function xScale({ lengthSeconds }: TimelineDrawing): (seconds: number) => number {
  return (seconds) => Math.round((seconds / lengthSeconds) * WIDTH * 10) / 10;
}

function legendHeightPx({ legend }: TimelineDrawing): number {
  return legend.running === "" && legend.gap === "" ? 0 : LEGEND_HEIGHT;
}

/** What outlined bars and grey bands mean, if there are any. */
function placeLegend({ legend: { running, gap } }: TimelineDrawing) {
  const y = (LEGEND_HEIGHT - BAR_PX) / 2 - 5;
  const swatch = (x: number) => ({ x, x2: x + LEGEND_SWATCH_PX, y, y2: y + BAR_PX, left: 0, right: 0 });
  const label = (x: number, words: string) => ({ x: x + LEGEND_SWATCH_PX + 8, y: y + BAR_PX / 2, label: words });
  const gapLeft = running === "" ? 0 : LEGEND_STEP_PX;
  return {
    running: running === "" ? [] : [{ ...swatch(0), left: ROUND_PX }],
    gaps: gap === "" ? [] : [swatch(gapLeft)],
    texts: [...(running === "" ? [] : [label(0, running)]), ...(gap === "" ? [] : [label(gapLeft, gap)])],
  };
}
