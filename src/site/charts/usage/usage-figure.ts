import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import { chartPath } from "../../site-paths.js";
import { countTicks } from "../axis-ticks.js";
import type { AxisScale } from "../axis-scale.js";
import type { BarRow } from "../bar-row.js";
import type { Figure } from "../figure.js";
import { joinParts } from "../gap-words.js";
import { toDayAxis, type PeriodAxis } from "../period-axis.js";
import { toByteScale } from "../byte-scale.js";
import { toWeekHoursAxis, toWeeksAxis } from "./usage-axis.js";
import type { UsageChart, UsageSlot } from "./usage-chart.js";
import { summarize, toCells, toLegend, toName, toPeriod, toTitle, type UsageWords } from "./usage-words.js";

/** Connections and traffic in equal parts of a period, as a picture shows them: a row of bars for each. */
export interface UsageDrawing {
  readonly kind: "usage";
  readonly axis: PeriodAxis;
  /** One for each slot, in order. */
  readonly slots: readonly { readonly title: string; readonly isRecorded: boolean }[];
  /** Connections that only the record knows, one for each slot; 0 where there are none. */
  readonly fromRecord: readonly number[];
  /** Gaps in monitoring within slots, as shares of the width. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly connections: BarRow;
  readonly download: BarRow;
  readonly upload: BarRow;
  /** Shown instead of bars where nothing is known; else empty. */
  readonly note: string;
}

/** A chart of usage in one language and zone: the picture, the texts and the table. */
export function toUsageFigure(chart: UsageChart, words: UsageWords): Figure<UsageDrawing> {
  const t = messagesIn(words.language);
  const { span, slots } = chart;
  const period = toPeriod(chart, words);
  const isEmpty = slots.every(({ peak, recorded }) => peak === null && recorded === 0);
  const summary = isEmpty ? t.chart.noData : summarize(chart, words);
  return {
    path: chartPath(`usage-${span}`),
    title: t.usage.heading[span],
    description: joinParts([period, summary]),
    // The summary begins with the period.
    context: "",
    summary: joinParts([period, summary]),
    legend: isEmpty ? [] : toLegend(chart, words),
    readOut: { kind: "slots" },
    table: {
      caption: t.usage.tableCaption,
      columns: [
        { title: t.usage.column[span], isNumber: false },
        ...[t.column.peak, t.column.download, t.column.upload].map((title) => ({ title, isNumber: true })),
      ],
      rows: [...slots].reverse().map((slot) => [toName(slot, span, words), ...toCells(slot, words)]),
    },
    drawing: toDrawing(chart, words, isEmpty),
  };
}

function toDrawing({ span, slots, gaps }: UsageChart, words: UsageWords, isEmpty: boolean): UsageDrawing {
  const { language } = words;
  const t = messagesIn(language);
  const row = (
    heading: string,
    toValue: (slot: UsageSlot) => number | null,
    toScale: (language: Language, most: number) => AxisScale,
  ): BarRow => {
    const values = slots.map((slot) => toValue(slot) ?? 0);
    // Without data, a scale would suggest zero.
    const isKnown = slots.some((slot) => toValue(slot) !== null);
    return { heading, values, scale: isKnown ? toScale(language, Math.max(0, ...values)) : NO_SCALE };
  };
  return {
    kind: "usage",
    axis: toAxis({ span, slots }, words),
    slots: slots.map((slot) => ({ title: toTitle(slot, span, words), isRecorded: slot.peak !== null })),
    gaps: gaps.map(({ startSeconds, endSeconds }) => ({
      from: toShare(slots, startSeconds),
      to: toShare(slots, endSeconds),
    })),
    fromRecord: slots.map(({ recorded }) => recorded),
    connections: {
      ...row(t.usage.connections, ({ peak }) => peak, toCountScale),
      scale: toCountScale(language, Math.max(0, ...slots.map(({ peak, recorded }) => peak ?? recorded))),
    },
    download: row(`↓ ${t.column.download}`, ({ bytesSent }) => bytesSent, toByteScale),
    upload: row(`↑ ${t.column.upload}`, ({ bytesReceived }) => bytesReceived, toByteScale),
    note: isEmpty ? t.chart.noData : "",
  };
}

const NO_SCALE: AxisScale = { top: 1, label: "", unit: "" };

function toCountScale(_language: Language, most: number): AxisScale {
  const { count = 1, label = "1" } = countTicks(most, 3).at(-1) ?? {};
  return { top: count, label, unit: "" };
}

/** The place of an instant among hours. */
function toShare(hours: readonly UsageSlot[], seconds: number): number {
  const first = Number(hours[0]?.begin ?? 0);
  return (seconds - first) / (hours.length * 3600);
}

function toAxis({ span, slots }: Pick<UsageChart, "span" | "slots">, { language, zone }: UsageWords): PeriodAxis {
  const begins = slots.map(({ begin }) => begin);
  if (span === "7d") return toWeekHoursAxis(language, zone, begins.map(Number));
  return (span === "30d" ? toDayAxis : toWeeksAxis)(language, begins.map(String));
}
