/** Which sessions to show. An empty text matches all of them. */
export interface Filter {
  /** The slug of a user's page. */
  readonly user: string;
  readonly status: "" | "open" | "closed";
  readonly server: string;
  /** Words that a row must all contain. */
  readonly text: string;
}

/** What a filter compares in a row. */
export interface FilteredRow {
  readonly user: string;
  readonly server: string;
  readonly isOpen: boolean;
  /** The text of the row, in lower case. */
  readonly words: () => string;
}

export const NO_FILTER: Filter = { user: "", status: "", server: "", text: "" };

/** The filter in an address: `?user=alice&status=open`. Anything else in it is ignored. */
export function filterOfQuery(query: string): Filter {
  const values = new URLSearchParams(query);
  const status = values.get("status");
  return {
    user: values.get("user") ?? "",
    status: status === "open" || status === "closed" ? status : "",
    server: values.get("server") ?? "",
    text: values.get("text") ?? "",
  };
}

/** The query of a filter, with its `?`; empty if it matches everything. */
export function queryOfFilter(filter: Filter): string {
  const { user, status, server, text } = filter;
  const values = new URLSearchParams(
    Object.entries({ user, status, server, text }).filter(([, value]) => value !== ""),
  );
  return values.size === 0 ? "" : `?${values.toString()}`;
}

export function matches(filter: Filter, row: FilteredRow): boolean {
  if (filter.user !== "" && row.user !== filter.user) return false;
  if (filter.server !== "" && row.server !== filter.server) return false;
  if (filter.status !== "" && row.isOpen !== (filter.status === "open")) return false;
  return filter.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => row.words().includes(word));
}
