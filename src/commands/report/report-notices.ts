import type { SourceNotice } from "../../history/source-rows.js";
import type { RowSetAside } from "../../status/rows-set-aside.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn, type Messages } from "../../text/i18n/messages.js";
import { isNoSource } from "../../build/no-source.js";
import type { Host } from "../../build/host.js";
import { writeWarning } from "./write-warning.js";

/**
 * Writes one line to stderr for each problem of a source, and for each set of bad rows of a source, that began or ended
 * in this run.
 */
export function reportNotices(
  notices: readonly SourceNotice[],
  language: Language,
  host: Pick<Host, "writeStderr">,
): void {
  const t = messagesIn(language);
  for (const notice of notices) {
    const text = describe(notice, t);
    writeWarning(host, isNoSource(notice) ? text : `${notice.server} (${notice.source}): ${text}`);
  }
}

function describe(notice: SourceNotice, t: Messages): string {
  switch (notice.kind) {
    case "begins":
    case "ends": {
      const { kind, state, detail, advice } = notice;
      if (isNoSource(notice)) return kind === "ends" ? t.source.noneEnds : `${t.source.none}. ${t.source.noneFix}`;
      const texts = { ...t.source.state[state], ...(advice === undefined ? {} : t.source.advice[advice]) };
      return kind === "ends" ? t.source.noticeEnds(texts.label) : t.source.noticeBegins(texts, detail);
    }
    case "rows-begin":
      return describeRows(notice.rows, t);
    case "rows-end":
      return t.source.rowsTaken;
    case "events-begin":
      return t.source.noticeBegins(t.source.advice[`events-${notice.trouble}`], notice.detail);
    case "events-end":
      return t.source.noticeEnds(t.source.advice[`events-${notice.trouble}`].label);
  }
}

/** A mail has room for a few; the page names all of them. */
const MAX_NAMED_ROWS = 3;

function describeRows(rows: readonly RowSetAside[], { source: t }: Messages): string {
  const named = rows.slice(0, MAX_NAMED_ROWS).map(describeRow);
  const more = rows.length - named.length;
  return `${t.rowsSetAside(rows.length)}: ${[...named, ...(more > 0 ? [t.moreRows(more)] : [])].join("; ")}. ${t.rowsFix}`;
}

/** A row that was set aside, in English like the parser's texts: `line 5 (dora): expected …, got …`. */
export function describeRow({ line, commonName, reason }: RowSetAside): string {
  return `line ${line}${commonName === null ? "" : ` (${commonName})`}: ${reason}`;
}
