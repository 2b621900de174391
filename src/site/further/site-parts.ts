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
 * The parts that a path in `out/` belongs to: a site has it only if it has all of them, or, of a chart that several pages show,
 * any. The first pattern that fits counts. A path that fits none belongs to no part: assets.
 */
const RULES: readonly (readonly [path: RegExp, needs: "all" | "any", ...parts: SitePart[]])[] = [
  [/^(index\.html|badge\.svg|connected\/)/, "all", "overview"],
  [/^usage\//, "all", "usage"],
  // Charts of one server are only on its own page, those of the only server on the others, too.
  [/^charts\/(connections|traffic)-24h\./, "any", "overview", "usage", "servers"],
  [/^charts\/hours\./, "any", "history", "servers"],
  [/^charts\/(connections-24h|traffic-24h|hours)_/, "any", "servers"],
  [/^charts\/user_/, "all", "users"],
  [/^charts\/(days|timeline|months)/, "all", "history"],
  [/^charts\/countries/, "all", "users"],
  [/^charts\/today\./, "all", "overview"],
  [/^charts\/usage-/, "all", "usage"],
  [/^(history|notices)\/.*\.json$/, "all", "json", "history"],
  [/^(history|notices)\//, "all", "history"],
  [/^users\/.*\.json$/, "all", "json", "users"],
  [/^users\//, "all", "users"],
  [/^servers\//, "all", "servers"],
  [/^wall\//, "all", "wall"],
  [/^reports\//, "all", "reports"],
  [/^downloads\//, "all", "downloads"],
  [/^search\//, "all", "search"],
  [/^(status\.json|status\.schema\.json|metrics|feed\.xml)$/, "all", "json"],
];

/** @returns whether a site with these parts has a file */
export function makePartFilter(parts: readonly SitePart[] | null): (path: string) => boolean {
  if (parts === null) return () => true;
  const wanted = new Set<SitePart>(parts);
  return (path) => {
    const [, needs, ...belongsTo] = RULES.find(([pattern]) => pattern.test(path)) ?? [];
    return needs === "any" ? belongsTo.some((part) => wanted.has(part)) : belongsTo.every((part) => wanted.has(part));
  };
}
