/** Which rows to show. An empty text matches all of them. */
export interface Filter {
  /** What was typed: the name of a user or a part of it, or the slug of a user's page. */
  readonly user: string;
  /** The slug of the one user whom that names; empty if it names none. */
  readonly slug: string;
  readonly status: "" | "open" | "closed";
  readonly server: string;
  /** A mark that rows must have, such as that of users who are online. */
  readonly show: string;
  /** Words that a row must all contain. */
  readonly text: string;
}

/** What a filter compares in a row. */
export interface FilteredRow {
  /** The slug of the user's page. */
  readonly user: string;
  readonly server: string;
  readonly isOpen: boolean;
  readonly marks: readonly string[];
  /** The user's names, in lower case. */
  readonly names: () => string;
  /** The text of the row, in lower case. */
  readonly words: () => string;
}

export const NO_FILTER: Filter = { user: "", slug: "", status: "", server: "", show: "", text: "" };

/** The filter in an address: `?user=alice&status=open`. */
export function readFilter(values: URLSearchParams): Filter {
  const status = values.get("status");
  return {
    user: values.get("user") ?? "",
    slug: "",
    status: status === "open" || status === "closed" ? status : "",
    server: values.get("server") ?? "",
    show: values.get("show") ?? "",
    text: values.get("text") ?? "",
  };
}

/** The parameters of an address that hold a filter. */
export function toParameters({ user, status, server, show, text }: Filter): Readonly<Record<string, string>> {
  return { user, status, server, show, text };
}

export function isNoFilter(filter: Filter): boolean {
  return Object.values(toParameters(filter)).every((value) => value === "");
}

/** @returns a test whether a row passes; what does not depend on the row is computed once */
export function toTest(filter: Filter): (row: FilteredRow) => boolean {
  const { slug, status, server, show } = filter;
  const user = filter.user.toLowerCase();
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return (row) => {
    if (slug !== "" ? row.user !== slug : user !== "" && !row.names().includes(user)) return false;
    if (server !== "" && row.server !== server) return false;
    if (status !== "" && row.isOpen !== (status === "open")) return false;
    if (show !== "" && !row.marks.includes(show)) return false;
    return words.every((word) => row.words().includes(word));
  };
}
