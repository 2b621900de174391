/** The users page, which every page links to in its navigation. */
export function usersPageUrl(): string | undefined {
  return document.querySelector<HTMLAnchorElement>(".topbar nav a[data-section=users]")?.href;
}
