import { join } from "node:path";
import { ENDED_SESSION_CSV, OPEN_SESSION_CSV } from "../../history/session-csv.js";
import { dayFiles, readRows, readSources } from "../../io/history/read-history.js";
import { isNoSource } from "../../build/no-source.js";

/** The servers of the last run and of open sessions. A name may occur several times. */
export function readLiveServers(history: string): readonly string[] {
  const sources = readSources(history).filter((row) => !isNoSource(row));
  const open = readRows(join(history, "open.csv"), OPEN_SESSION_CSV);
  return [...sources, ...open].map(({ server }) => server);
}

/** The servers of ended sessions, from all day files: this takes time in a long history. */
export function readEndedServers(history: string): readonly string[] {
  const servers = new Set<string>();
  for (const file of dayFiles(history, "sessions")) {
    for (const { server } of readRows(file, ENDED_SESSION_CSV)) servers.add(server);
  }
  return [...servers];
}
