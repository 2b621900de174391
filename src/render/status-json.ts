import type { LiveSession } from "../site/pages/live-session.js";
import type { RowSetAside } from "../status/rows-set-aside.js";
import type { SourceView } from "../site/site-input.js";
import type { SiteStatus, StatusNotice } from "../site/site-status.js";
import { formatInstant } from "../text/format/format-time.js";
import { visibleJson } from "../text/format/visible-text.js";

/** Increases when a field is removed or changes its meaning, but not when a field is added. */
export const STATUS_SCHEMA_VERSION = 1;

/**
 * `status.json`, one value on each line so that it can be read and compared. Names are not escaped: whoever shows them
 * must do that. But it contains no `<` and no line separator, so that it may be embedded in a page or a script.
 */
export function renderStatusJson(status: SiteStatus): string {
  const json = {
    schema_version: STATUS_SCHEMA_VERSION,
    title: status.title,
    generated: formatInstant(status.generatedSeconds),
    stale_after_seconds: status.staleAfterSeconds,
    state: status.state,
    sources: status.sources.map(sourceJson),
    notices: status.notices.map(noticeJson),
    clients: status.clients.map(clientJson),
  };
  return `${embeddable(JSON.stringify(json, null, 1))}\n`;
}

function sourceJson(source: SourceView): object {
  return {
    server: source.server,
    source: source.source,
    state: source.state,
    state_since: formatInstant(source.stateSinceSeconds),
    snapshot_time: instantOrNull(source.snapshotSeconds),
    detail: source.detail,
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

/** The names are those of the history's columns, if there is one. */
function clientJson({ session, link, connectedSeconds, unconfirmedSinceSeconds, country }: LiveSession): object {
  return {
    id: session.id,
    user: session.user,
    alias: link.alias,
    server: session.server,
    common_name: session.commonName,
    username: session.username,
    public_ip: session.publicIp,
    country: country === "" ? null : country,
    real_address: session.realAddress,
    tunnel_ip: session.tunnelIp,
    tunnel_ipv6: session.tunnelIpv6,
    client_id: session.clientId,
    cipher: session.cipher,
    start: formatInstant(session.startSeconds),
    duration_s: connectedSeconds,
    bytes_received: session.bytesReceived,
    bytes_sent: session.bytesSent,
    last_seen: formatInstant(session.lastSeenSeconds),
    first_seen: instantOrNull(session.firstSeenSeconds),
    gone_by: instantOrNull(session.goneBySeconds),
    end_source: session.endSource === "" ? null : session.endSource,
    client_version: session.clientVersion === "" ? null : session.clientVersion,
    platform: session.platform === "" ? null : session.platform,
    confirmed: unconfirmedSinceSeconds === null,
  };
}

function instantOrNull(epochSeconds: number | null): string | null {
  return epochSeconds === null ? null : formatInstant(epochSeconds);
}

function embeddable(json: string): string {
  return visibleJson(json).replaceAll("<", "\\u003c");
}
