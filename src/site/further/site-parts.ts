/** The parts of a site that a further site may have. Without a list it has all. */
export const SITE_PARTS = [
  "overview",
  "usage",
  "history",
  "users",
  "servers",
  "wall",
  "reports",
  "downloads",
  "search",
  "json",
] as const;
export type SitePart = (typeof SITE_PARTS)[number];

/**
 * The parts that a path in `out/` belongs to. A site has the path only if it has all of them; of a chart that several pages
 * show, only if it has one of these. A path that is in no list belongs to none: assets.
 */
const PARTS: readonly (readonly [path: RegExp, ...parts: SitePart[]])[] = [
  [/^(index\.html|badge\.svg|connected\/)/, "overview"],
  [/^usage\//, "usage"],
  [/^charts\/user_/, "users"],
  [/^charts\/(days|timeline|months)/, "history"],
  [/^charts\/countries/, "users"],
  [/^charts\/today\./, "overview"],
  [/^charts\/usage-/, "usage"],
  [/^(history|notices)\/.*\.json$/, "json", "history"],
  [/^(history|notices)\//, "history"],
  [/^users\/.*\.json$/, "json", "users"],
  [/^users\//, "users"],
  [/^servers\//, "servers"],
  [/^wall\//, "wall"],
  [/^reports\//, "reports"],
  [/^downloads\//, "downloads"],
  [/^search\//, "search"],
  [/^(status\.json|status\.schema\.json|metrics|feed\.xml)$/, "json"],
];

/**
 * Charts that several pages show: those of one server are only on its own page, and those of the only server on
 * others, too.
 */
const SHARED_CHARTS: readonly (readonly [path: RegExp, ...parts: SitePart[]])[] = [
  [/^charts\/(connections|traffic)-24h\./, "overview", "usage", "servers"],
  [/^charts\/hours\./, "history", "servers"],
  [/^charts\/(connections-24h|traffic-24h|hours)_/, "servers"],
];

/** @returns whether a site with these parts has a file */
export function makePartFilter(parts: readonly SitePart[] | null): (path: string) => boolean {
  if (parts === null) return () => true;
  const wanted = new Set<SitePart>(parts);
  return (path) => {
    const [, ...sharing] = SHARED_CHARTS.find(([pattern]) => pattern.test(path)) ?? [];
    if (sharing.length > 0) return sharing.some((part) => wanted.has(part));
    const [, ...needed] = PARTS.find(([pattern]) => pattern.test(path)) ?? [];
    return needed.every((part) => wanted.has(part));
  };
}
