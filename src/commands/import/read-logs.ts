import type { LogFlaw, LogPartLeftOut, LogSessions } from "../../history/openvpn-log/read-openvpn-log.js";
import { OpenvpnLogReader } from "../../history/openvpn-log/read-openvpn-log.js";
import { readInputBlocks } from "../../io/files/read-input.js";
import { decodeStatusText } from "../../status/decode-status-text.js";
import type { CommandTexts } from "../../text/i18n/command-texts.js";
import { reportLinesLeftOut, spanStarts, type BatchContext, type FoundBatch } from "./found-batch.js";
import type { ImportFile } from "./read-import-file.js";
import { MAX_LINE_LENGTH } from "../../status/limits.js";

type LogFile = ImportFile & { readonly kind: "log" };

/**
 * Reads logs of one server as a series: a session may begin in one file and end in the next.
 *
 * @returns `null` if nothing in them was understood; that is reported
 */
export function readLogs(files: readonly LogFile[], context: BatchContext): FoundBatch | null {
  const { settings, texts, serverZone } = context;
  const server = context.serverName();
  const reader = new OpenvpnLogReader({ server, zone: serverZone, nowSeconds: settings.nowSeconds });
  for (const { path } of [...files].sort((a, b) => a.startSeconds - b.startSeconds)) {
    reader.startFile(path);
    readInputBlocks(path, MAX_LINE_LENGTH + 1, (block) => {
      const lines = decodeStatusText(block, context.encoding ?? "utf-8").split("\n");
      // After the last line feed comes nothing.
      if (lines.at(-1) === "") lines.pop();
      for (const line of lines) reader.readLine(line);
    });
  }
  const found = reader.finish();
  const refusal = findRefusal(found, texts);
  if (refusal !== null) {
    for (const { path } of files) context.reportLeftOut(path, refusal);
    return null;
  }
  reportLinesLeftOut(
    found.leftOut.map((part) => toLine(part, texts)),
    context,
  );
  const sessions = found.sessions.map(({ session }) => session);
  const [only, ...others] = files;
  return {
    batch: {
      kind: "sessions",
      label: others.length === 0 ? (only?.path ?? "") : texts.import.logs(files.length),
      sessions: found.sessions,
      usage: [],
    },
    startSpan: spanStarts(sessions),
    notes: [
      ...(found.isLocal ? [texts.import.serverZoneAssumed(serverZone.name)] : []),
      ...(sessions.length > 0 ? [texts.import.log.noTraffic] : []),
    ],
    correctedLines: [],
  };
}

function findRefusal({ isOpenvpn, severalServers }: LogSessions, { import: t }: CommandTexts): string | null {
  if (!isOpenvpn) return t.log.notOpenvpn;
  return severalServers.length > 0 ? t.log.severalServers(severalServers.join(", ")) : null;
}

function toLine({ place: { path, line }, flaw }: LogPartLeftOut, { import: t }: CommandTexts) {
  return { path, line, kind: flaw.kind, why: () => describeFlaw(flaw, t.log) };
}

function describeFlaw({ kind }: LogFlaw, t: CommandTexts["import"]["log"]): string {
  switch (kind) {
    case "still-connected":
      return t.noEnd;
    case "no-beginning":
      return t.noBeginning;
    case "unset-clock":
      return t.unsetClock;
    case "ends-before-start":
      return t.setBack;
    case "ahead-of-now":
      return t.ahead;
    case "too-long":
      return t.tooLong;
  }
}
