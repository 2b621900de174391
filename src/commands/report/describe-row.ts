import type { RowSetAside } from "../../status/rows-set-aside.js";

/** A row that is set aside, in English as what the parser says: `line 5 (dora): expected …, found …`. */
export function describeRow({ line, commonName, reason }: RowSetAside): string {
  return `line ${line}${commonName === null ? "" : ` (${commonName})`}: ${reason}`;
}
