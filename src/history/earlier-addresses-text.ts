import { intern } from "./intern.js";
import { isoSeconds, parseIsoSeconds } from "./iso-seconds.js";
import type { EarlierAddress } from "./session.js";

/* The column `earlier_addresses`: addresses with when they were last seen, between spaces. */

const NO_ADDRESSES: readonly EarlierAddress[] = [];

/** `203.0.113.7@2026-11-21T08:12:15Z`, several with a blank between them. */
export function earlierAddressesToText(addresses: readonly EarlierAddress[]): string {
  return addresses.map(({ address, lastSeenSeconds }) => `${address}@${isoSeconds(lastSeenSeconds)}`).join(" ");
}

/** @param onBadEntry called for each entry that is left out */
export function parseEarlierAddresses(text: string, onBadEntry: () => void): readonly EarlierAddress[] {
  if (text === "") return NO_ADDRESSES;
  return text.split(" ").flatMap((entry) => {
    const at = entry.lastIndexOf("@");
    const lastSeenSeconds = parseIsoSeconds(entry.slice(at + 1));
    if (at > 0 && lastSeenSeconds !== undefined) return [{ address: intern(entry.slice(0, at)), lastSeenSeconds }];
    onBadEntry();
    return [];
  });
}
