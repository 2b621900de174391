import { fieldOf, type ListLayout } from "./list-layout.js";
import { parsePeerAddress } from "./parse-peer-address.js";

/** A bound for hostile rows: a certificate's name has at most 64 characters, so hardly more commas. */
const MOST_NAMES = 8;

/**
 * The common names that a row may be meant to have although it cannot be read as a whole. Where names may hold commas it
 * is what stands before an address with a port; without one, any number of fields.
 *
 * @param fields the row, split at every separator
 * @returns the likeliest first; empty if there is none
 */
export function possibleCommonNames(fields: readonly string[], layout: ListLayout): readonly string[] {
  const from = fieldOf(layout, "Common Name");
  const shortest = fields[from] ?? "";
  if (!layout.freeFields.includes(from)) return shortest === "" ? [] : [shortest];
  const names = [shortest];
  for (let to = from + 2; to <= fields.length && names.length < MOST_NAMES; to += 1) {
    names.push(fields.slice(from, to).join(","));
  }
  const toAddress = fieldOf(layout, "Real Address") - from;
  const beforeAddress = names.filter((_, commas) => {
    const address = parsePeerAddress(fields[from + toAddress + commas] ?? "");
    // A virtual address, which stands further right, has no port.
    return address !== undefined && (commas === 0 || address.port !== null);
  });
  return (beforeAddress.length > 0 ? beforeAddress : names).filter((name) => name !== "");
}
