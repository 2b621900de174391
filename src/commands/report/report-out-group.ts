import { join } from "node:path";
import { readCache, removeCacheFile, writeCacheFile } from "../../io/cache/cache-file.js";
import { isString } from "../../io/cache/shape.js";
import type { OtherGroup } from "../../io/publish/out-group.js";
import { groupName } from "../../io/files/system-names.js";
import type { Language } from "../../text/i18n/language.js";
import { messagesIn } from "../../text/i18n/messages.js";
import { shellQuote } from "../../text/format/shell-quote.js";
import { writeWarning } from "./write-warning.js";
import type { Host } from "../../build/host.js";

/** In the cache: the `out` folder of the last report. */
const OUT_GROUP_FILE = "out-group.json";

interface PublishedSite {
  readonly out: string;
  readonly cacheFolder: string;
  readonly language: Language;
}

/**
 * Reports on stderr that something in `out` has another group than `out`, with the command that gives everything to
 * that group: once when it begins, and once when it has ended.
 */
export function reportOutGroup(
  other: OtherGroup | null,
  { out, cacheFolder, language }: PublishedSite,
  host: Pick<Host, "writeStderr">,
): void {
  const t = messagesIn(language);
  const reportedFile = join(cacheFolder, OUT_GROUP_FILE);
  const reported = readCache(reportedFile, isString);
  if (other === null) {
    if (reported === null) return;
    removeCacheFile(reportedFile);
    writeWarning(host, t.outGroup.ends);
    return;
  }
  if (reported === out) return;
  writeCacheFile(reportedFile, out);
  const group = groupName(other.outGroupId) ?? String(other.outGroupId);
  const text = t.outGroup.begins(other.path, groupName(other.groupId) ?? String(other.groupId), group);
  const folder = shellQuote(out);
  const command = `chgrp -R ${shellQuote(group)} ${folder} && find ${folder} -type d -exec chmod g+s {} +`;
  writeWarning(host, text, command);
}
