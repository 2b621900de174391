import { parseIpAddress } from "../../status/ip-address.js";
import { getOrInsert } from "../../history/get-or-insert.js";
import type { HistoryIndex } from "../site-index.js";
import { searchListPath } from "../site-paths.js";
import { userLink, type PageFrame, type PageLink, type UserLink } from "./page-frame.js";
import { compareTexts } from "../../text/compare-texts.js";

/** All users and public addresses as lists: the search without JavaScript. */
export interface SearchPage extends PageFrame {
  readonly page: "search";
  readonly users: SearchList<UserLink>;
  readonly addresses: SearchList<AddressUsers>;
}

/** A part of a list; empty on pages of the other list. */
interface SearchList<Row> {
  readonly rows: readonly Row[];
  /** Every part; empty if there is only one. */
  readonly parts: readonly PageLink[];
}

interface AddressUsers {
  readonly address: string;
  readonly users: readonly UserLink[];
}

/** A list with up to this many rows is one part. */
const MAX_LISTED_USERS = 400;
const ROWS_A_PART = 200;

/** The page of the first parts, and one for each further part. */
export function searchPages(index: HistoryIndex): readonly SearchPage[] {
  const users = inParts(
    "users",
    [...index.users.keys()].map((user) => userLink(index, user)),
  );
  const addresses = inParts("addresses", listAddresses(index));
  const none = { rows: [], parts: [] };
  const first: SearchPage = {
    page: "search",
    path: searchListPath("users", 1),
    charts: [],
    users: users[0] ?? none,
    addresses: addresses[0] ?? none,
  };
  return [
    first,
    ...users
      .slice(1)
      .map((part, at) => ({ ...first, path: searchListPath("users", at + 2), users: part, addresses: none })),
    ...addresses
      .slice(1)
      .map((part, at) => ({ ...first, path: searchListPath("addresses", at + 2), users: none, addresses: part })),
  ];
}

function inParts<Row>(name: "users" | "addresses", rows: readonly Row[]): readonly SearchList<Row>[] {
  if (rows.length <= MAX_LISTED_USERS) return [{ rows, parts: [] }];
  const count = Math.ceil(rows.length / ROWS_A_PART);
  const parts = Array.from({ length: count }, (_, at) => ({
    name: String(at + 1),
    path: searchListPath(name, at + 1),
  }));
  return parts.map((_, at) => ({ rows: rows.slice(at * ROWS_A_PART, (at + 1) * ROWS_A_PART), parts }));
}

/** In the order of the addresses; other texts come last. */
function listAddresses(index: HistoryIndex): readonly AddressUsers[] {
  const users = new Map<string, UserLink[]>();
  for (const { user, addresses } of index.users.values()) {
    for (const [address] of addresses) getOrInsert(users, address, () => []).push(userLink(index, user));
  }
  return [...users]
    .map(([address, itsUsers]) => ({ address, users: itsUsers, key: toSortKey(address) }))
    .sort((a, b) => compareTexts(a.key, b.key))
    .map(({ address, users: itsUsers }) => ({ address, users: itsUsers }));
}

function toSortKey(address: string): string {
  const { family = 9, digits = address } = parseIpAddress(address) ?? {};
  return `${family} ${digits}`;
}
