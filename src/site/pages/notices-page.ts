import { MAX_HANDOVER_SECONDS } from "../../rollup/concurrent-addresses.js";
import type { Notice } from "../notices/notice.js";
import { viewNotices, type NoticeView } from "../notices/notice-view.js";
import type { HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { monthPath, noticesPath } from "../site-paths.js";
import { findNeighbours, type Neighbours, type PageFrame, type PageLink } from "./page-frame.js";

/** What was worth a look in a month. */
export interface NoticesPage extends PageFrame {
  readonly page: "notices";
  readonly month: PageLink;
  readonly neighbours: Neighbours;
  /** Newest first. */
  readonly notices: readonly NoticeView[];
  readonly handoverMinutes: number;
  /** Whether countries of addresses are known. */
  readonly hasCountries: boolean;
}

export function noticesPage(
  input: Pick<SiteInput, "language" | "dateFormat" | "zone" | "countries">,
  index: HistoryIndex,
  month: string,
  notices: readonly Notice[],
): NoticesPage {
  return {
    page: "notices",
    charts: [],
    path: noticesPath(month),
    month: { name: month, path: monthPath(month) },
    neighbours: findNeighbours([...index.months.keys()], month, noticesPath),
    notices: viewNotices(notices, index, (day) => index.dayOutlines.has(day), input),
    handoverMinutes: MAX_HANDOVER_SECONDS / 60,
    hasCountries: input.countries.key !== "",
  };
}
