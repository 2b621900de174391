import type { LiveSession } from "../site/pages/live-session.js";
import type { RowSetAside } from "../status/rows-set-aside.js";
import type { SourceView } from "../site/site-input.js";
import type { SiteStatus, StatusNotice } from "../site/site-status.js";
import { SCHEMA_VERSION } from "./schema-version.js";
import { instantOrNull, sessionJson, toEmbeddable } from "./session-json.js";
import { formatInstant } from "../text/format/format-time.js";

/**
 * `status.json`, one value on each line so that it can be read and compared. Names are not escaped: a program that
 * shows them must do that. But it contains no `<` and no line separator, so that it may be embedded in a page or a
 * script.
 *
 * @param version of the program
 */
export function renderStatusJson(status: SiteStatus, version: string): string {
  const json = {
    schema_version: SCHEMA_VERSION,
    version,
    title: status.title,
    generated: formatInstant(status.generatedSeconds),
    stale_after_seconds: status.staleAfterSeconds,
    state: status.state,
    sources: status.sources.map(sourceJson),
    notices: status.notices.map(noticeJson),
    clients: status.clients.map(clientJson),
  };
  return `${toEmbeddable(JSON.stringify(json, null, 1))}\n`;
}

function sourceJson(source: SourceView): object {
  return {
    server: source.server,
    source: source.source,
    state: source.state,
    state_since: formatInstant(source.stateSinceSeconds),
    snapshot_time: instantOrNull(source.snapshotSeconds),
    detail: source.detail,
    advice: source.advice,
    connecting: source.connectingCount,
    rows_set_aside: source.rowsSetAside.map(rowSetAsideJson),
  };
}

function noticeJson({ kind, server, user, seconds, text }: StatusNotice): object {
  return { kind, server, user, time: instantOrNull(seconds), text };
}

function rowSetAsideJson({ line, commonName, reason }: RowSetAside): object {
  return { line, common_name: commonName, reason };
}

function clientJson({ session, link, connectedSeconds, unconfirmedSinceSeconds, country }: LiveSession): object {
  const shown = { session, alias: link.alias, country, durationSeconds: connectedSeconds };
  return { confirmed: unconfirmedSinceSeconds === null, ...sessionJson(shown) };
}
