import world from "world-atlas/countries-110m.json" with { type: "json" };

/** The outlines of all countries at 1:110 m, by Natural Earth. A separate file, loaded only when a map is drawn. */
export const WORLD_ATLAS: unknown = world;
