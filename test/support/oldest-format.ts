import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** Made by version 0.1.0, the oldest one whose history is read. */
const OLDEST = fileURLToPath(new URL("../fixtures/history-0.1.0", import.meta.url));

/** Rewrites a history as version 0.1.0 would have written it: only the columns that it knew, and nothing beside them. */
export function toOldestFormat(history: string): void {
  rmSync(join(history, "cache"), { recursive: true, force: true });
  rmSync(join(history, "samples/hours"), { recursive: true, force: true });
  rewrite(join(history, "open.csv"), "open.csv");
  rewrite(join(history, "sources.csv"), "sources.csv");
  for (const part of ["sessions", "usage", "samples"]) {
    const [like = ""] = readdirSync(join(OLDEST, part));
    const folder = join(history, part);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) rewrite(join(folder, name), join(part, like));
  }
}

function rewrite(path: string, like: string): void {
  const [header = ""] = readFileSync(join(OLDEST, like), "utf8").split("\n");
  const rows: Readonly<Record<string, string>>[] = parse(readFileSync(path, "utf8"), { columns: true });
  writeFileSync(path, stringify(rows, { header: true, columns: header.split(",") }));
}
