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
    const { server, source } = notice;
    if ("rows" in notice) {
      const text = notice.kind === "rows-end" ? t.source.rowsTaken : describeRows(notice.rows, t);
      writeWarning(host, `${server} (${source}): ${text}`);
      continue;
    }
    if ("trouble" in notice) {
      const texts = t.source.advice[`events-${notice.trouble}`];
      const text =
        notice.kind === "events-end" ? t.source.noticeEnds(texts.label) : t.source.noticeBegins(texts, notice.detail);
      writeWarning(host, `${server} (${source}): ${text}`);
      continue;
    }
    const { kind, state, detail, advice } = notice;
    if (isNoSource({ server, source })) {
      const text = kind === "ends" ? t.source.noticeEnds(t.source.none) : `${t.source.none}. ${t.source.noneFix}`;
      writeWarning(host, text);
      continue;
    }
    const texts = { ...t.source.state[state], ...(advice === undefined ? {} : t.source.advice[advice]) };
    const text = kind === "ends" ? t.source.noticeEnds(texts.label) : t.source.noticeBegins(texts, detail);
    writeWarning(host, `${server} (${source}): ${text}`);
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
