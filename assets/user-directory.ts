import { fetchPage } from "./fetch-page.js";
import { usersPageUrl } from "./page-links.js";

/** A user of the site, as the users page lists one. */
export interface KnownUser {
  /** As shown. */
  readonly name: string;
  readonly slug: string;
  readonly href: string;
}

let requested: Promise<readonly KnownUser[]> | undefined;

/**
 * All users of the site, not only those on this page. They are read from the users page once, when someone first asks
 * for a user. Empty where nothing can be fetched, as from `file://`.
 */
export function allUsers(): Promise<readonly KnownUser[]> {
  requested ??= readUsers();
  return requested;
}

async function readUsers(): Promise<readonly KnownUser[]> {
  const url = usersPageUrl();
  if (url === undefined || location.protocol === "file:") return [];
  try {
    const first = await fetchPage(url);
    const links = [...first.querySelectorAll<HTMLAnchorElement>(".parts a:not([aria-current])")];
    const others = links.map((link) => fetchPage(new URL(link.getAttribute("href") ?? "", url).href));
    return [first, ...(await Promise.all(others))].flatMap((page) => toUsers(page, url));
  } catch {
    return [];
  }
}

/** @param url of any page in the same folder */
function toUsers(page: Document, url: string): readonly KnownUser[] {
  return [...page.querySelectorAll<HTMLAnchorElement>("table[data-users] tbody th a")].map((link) => {
    const path = link.getAttribute("href") ?? "";
    return { name: link.textContent, slug: path.split("/")[0] ?? "", href: new URL(path, url).href };
  });
}
