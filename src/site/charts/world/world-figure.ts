import { countryName } from "../../../text/format/format-country.js";
import { formatInteger } from "../../../text/format/format-number.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import { chartPath } from "../../site-paths.js";
import type { Figure, HeatStep, LegendEntry } from "../figure.js";
import { joinParts } from "../gap-words.js";
import type { CountryUse } from "./world-chart.js";

/** The countries that a map shows in colour. */
export interface WorldDrawing {
  readonly kind: "world";
  readonly countries: readonly { readonly code: string; readonly step: HeatStep; readonly title: string }[];
}

/** The summary names at most this many countries. */
const MAX_NAMED = 3;
const STEP_COUNT = 5;

/** @param uses those with the most sessions first; not empty */
export function toWorldFigure(uses: readonly CountryUse[], language: Language): Figure<WorldDrawing> {
  const t = messagesIn(language);
  const integer = (count: number): string => formatInteger(language, count);
  const named = uses.map((use) => ({ ...use, name: countryName(language, use.code), step: toStep(use, uses) }));
  const summary = joinParts([
    t.world.countries(integer(uses.length)),
    ...named.slice(0, MAX_NAMED).map(({ name, sessionCount }) => `${name} ${integer(sessionCount)}`),
  ]);
  return {
    path: chartPath("countries"),
    title: t.world.heading,
    description: `${t.world.what} ${summary}`,
    context: "",
    summary,
    legend: toLegend(named, language),
    readOut: { kind: "map" },
    table: {
      caption: t.world.tableCaption,
      columns: [
        { title: t.world.country, isNumber: false },
        ...[t.column.sessions, t.column.users].map((title) => ({ title, isNumber: true })),
      ],
      rows: named.map(({ name, sessionCount, userCount }) => [name, integer(sessionCount), integer(userCount)]),
    },
    drawing: {
      kind: "world",
      countries: named.map(({ code, step, name, sessionCount, userCount }) => ({
        code,
        step,
        title: `${name}: ${t.column.sessions} ${integer(sessionCount)}, ${t.column.users} ${integer(userCount)}`,
      })),
    },
  };
}

/** Each step has the same factor: most sessions come from one country, and the others would look the same. */
function toStep({ sessionCount }: CountryUse, uses: readonly CountryUse[]): HeatStep {
  const [most, least] = [uses[0]?.sessionCount ?? 1, uses.at(-1)?.sessionCount ?? 1];
  if (most === least) return STEP_COUNT;
  const share = Math.log(sessionCount / least) / Math.log(most / least);
  return Math.min(STEP_COUNT, 1 + Math.floor(share * STEP_COUNT)) as HeatStep;
}

/** The fewest and the most sessions of a country with that colour. */
function toLegend(
  uses: readonly { readonly step: HeatStep; readonly sessionCount: number }[],
  language: Language,
): readonly LegendEntry[] {
  const t = messagesIn(language);
  const steps = ([1, 2, 3, 4, 5] as const).filter((step) => uses.some((use) => use.step === step));
  return steps.map((step): LegendEntry => {
    const counts = uses.filter((use) => use.step === step).map(({ sessionCount }) => sessionCount);
    const [least, most] = [Math.min(...counts), Math.max(...counts)].map((count) => formatInteger(language, count));
    const range = least === most ? (most ?? "") : `${least ?? ""}–${most ?? ""}`;
    return { sign: step, label: step === steps.at(-1) ? t.world.sessions(range) : range };
  });
}
