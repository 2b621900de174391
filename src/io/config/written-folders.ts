import { dirname } from "node:path";
import type { Config } from "./config.js";

/** The folders that a run writes to, in the order of the config's keys. */
export function writtenFolders({
  history,
  out,
  metrics,
  sites,
  servers,
}: Pick<Config, "history" | "out" | "metrics" | "sites" | "servers">): readonly string[] {
  return [
    history,
    out,
    ...(metrics.file === null ? [] : [dirname(metrics.file)]),
    ...sites.map((site) => site.out),
    ...servers.flatMap(({ events }) => (events === null ? [] : [dirname(events)])),
  ];
}
