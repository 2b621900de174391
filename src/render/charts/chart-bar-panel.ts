import type { BarRow } from "../../site/charts/bar-row.js";
import type { PeriodAxis } from "../../site/charts/period-axis.js";
import { panelScale, panelWords, panelY, type PanelPx } from "./chart-panel.js";
import { type ChartLayer, gapLayer, inSlot, SLOT_X, SLOT_X2 } from "./chart-period-axis.js";
import type { ChartData } from "./chart.js";

const BAR = { from: 0.14, to: 0.86 } as const;

interface BarLook {
  readonly fill: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

/** Bars in slots, on their own scale. Data: {@link barRowData}. */
export function barPanel(name: string, px: PanelPx, color: "line" | "out" | "ink", bar: BarLook): ChartLayer {
  return {
    layer: [
      gapLayer(px.top, px.bottom),
      ...panelScale(name, px),
      {
        data: { name },
        mark: { type: "rect", ...bar } as const,
        encoding: { x: SLOT_X, x2: SLOT_X2, y: panelY(px), y2: { datum: 0 } },
      },
      ...panelWords(name, px, color),
    ],
  };
}

/** @param name of the panel */
export function barRowData(name: string, { heading, values, scale }: BarRow, axis: PeriodAxis): ChartData {
  return {
    [name]: values.flatMap((value, at) => (value === 0 ? [] : [{ ...inSlot(axis, at, BAR.from, BAR.to), y: value }])),
    [`${name}Heading`]: [{ label: heading }],
    [`${name}Ticks`]: [
      { y: 0, label: "0" },
      { y: scale.top, label: scale.label },
    ],
    [`${name}Unit`]: [{ label: scale.unit }],
  };
}
