import { findField, type ListLayout } from "./list-layout.js";
import { parsePeerAddress } from "./parse-peer-address.js";

/** Limits the work for hostile rows: a certificate's name has at most 64 characters, so it rarely has more commas. */
const MAX_NAMES = 8;

/**
 * The common names that a malformed row may have. Where names may contain commas, the name ends before an address with
 * a port. If there is no such address, the name may span any number of fields.
 *
 * @param fields the row, split at every separator
 * @returns the most likely name first; empty if there is none
 */
export function possibleCommonNames(fields: readonly string[], layout: ListLayout): readonly string[] {
  const from = findField(layout, "Common Name");
  const shortest = fields[from] ?? "";
  if (!layout.freeFields.includes(from)) return shortest === "" ? [] : [shortest];
  const names = [shortest];
  for (let to = from + 2; to <= fields.length && names.length < MAX_NAMES; to += 1) {
    names.push(fields.slice(from, to).join(","));
  }
  const toAddress = findField(layout, "Real Address") - from;
  const beforeAddress = names.filter((_, commas) => {
    const address = parsePeerAddress(fields[from + toAddress + commas] ?? "");
    // A virtual address, further to the right, has no port.
    return address !== undefined && (commas === 0 || address.port !== null);
  });
  return (beforeAddress.length > 0 ? beforeAddress : names).filter((name) => name !== "");
}
