import type { BarRow } from "../../site/charts/bar-row.js";
import type { PeriodAxis } from "../../site/charts/period-axis.js";
import { toPanelScale, makePanelWords, panelY, type PanelPx } from "./chart-panel.js";
import { type ChartLayer, gapLayer, inSlot, SLOT_X, SLOT_X2 } from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

const BAR = { from: 0.14, to: 0.86 } as const;

interface BarLook {
  readonly fill: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly strokeDash?: number[];
}

/**
 * Bars in slots, on their own scale. Data: {@link toBarRowData}.
 *
 * @param recordedBar the style of other bars on the same scale: the rows `${name}Recorded`, by {@link barsInSlots}
 */
export function barPanel(
  name: string,
  px: PanelPx,
  color: "line" | "out" | "ink",
  bar: BarLook,
  recordedBar?: BarLook,
): ChartLayer {
  const encoding = { x: SLOT_X, x2: SLOT_X2, y: panelY(px), y2: { datum: 0 } } as const;
  return {
    layer: [
      gapLayer(px.top, px.bottom),
      ...toPanelScale(name, px),
      { data: { name }, mark: { type: "rect", ...bar } as const, encoding },
      ...(recordedBar === undefined
        ? []
        : [{ data: { name: `${name}Recorded` }, mark: { type: "rect", ...recordedBar } as const, encoding }]),
      ...makePanelWords(name, px, color),
    ],
  };
}

/** @param name of the panel */
export function toBarRowData(name: string, { heading, values, scale }: BarRow, axis: PeriodAxis): ChartData {
  return {
    [name]: barsInSlots(values, axis),
    [`${name}Heading`]: [{ label: heading }],
    [`${name}Ticks`]: [
      { y: 0, label: scale.label === "" ? "" : "0" },
      { y: scale.top, label: scale.label },
    ],
    [`${name}Unit`]: [{ label: scale.unit }],
  };
}

/** One row for each bar that is not zero. */
export function barsInSlots(values: readonly number[], axis: PeriodAxis): ChartData[string] {
  return values.flatMap((value, at) => (value === 0 ? [] : [{ ...inSlot(axis, at, BAR.from, BAR.to), y: value }]));
}
