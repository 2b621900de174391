/** Which sessions to show. The empty text lets all through. */
export interface Filter {
  /** The slug of a user's page. */
  readonly user: string;
  readonly status: "" | "open" | "closed";
  readonly server: string;
  /** Words that a row must all contain. */
  readonly text: string;
}

/** What a filter looks at in a row. */
export interface FilteredRow {
  readonly user: string;
  readonly server: string;
  readonly isOpen: boolean;
  /** All that the row says, in lower case. */
  readonly words: () => string;
}

export const NO_FILTER: Filter = { user: "", status: "", server: "", text: "" };

/** The filter of an address: `?user=alice&status=open`. What is not understood is left out. */
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

/** The query of a filter, with its `?`; empty where it lets all through. */
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
