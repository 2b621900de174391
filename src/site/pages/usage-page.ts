import type { ChartFigure } from "../charts/site-chart.js";
import { lastDayUntil } from "../charts/last-day.js";
import type { SiteInput } from "../site-input.js";
import { USAGE_PATH } from "../site-paths.js";
import type { PageFrame } from "./page-frame.js";

/** How the site is used: 24 hours, 7 days, 30 days and 12 months. It is made when one of its charts changes. */
export interface UsagePage extends PageFrame {
  readonly page: "usage";
  /** Up to when its newest charts reach. */
  readonly asOfSeconds: number;
}

export function toUsagePage({ nowSeconds }: Pick<SiteInput, "nowSeconds">, charts: readonly ChartFigure[]): UsagePage {
  return { page: "usage", path: USAGE_PATH, charts, asOfSeconds: lastDayUntil(nowSeconds).endSeconds };
}
