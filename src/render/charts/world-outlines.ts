import type { Feature } from "geojson";
import type { Topology, GeometryCollection } from "topojson-specification";

/** The outline of a country. */
export interface WorldOutline {
  /** Two letters (ISO 3166-1); empty if it has none. */
  readonly code: string;
  readonly feature: Feature;
}

const ANTARCTICA = "AQ";
/** It has letters, which are used a lot, but no number. */
const KOSOVO = { name: "Kosovo", code: "XK" } as const;

let outlines: Promise<readonly WorldOutline[]> | undefined;

/** The outlines of all countries except Antarctica, from Natural Earth (1:110 m). Loaded on first use. */
export function readWorldOutlines(): Promise<readonly WorldOutline[]> {
  return (outlines ??= loadOutlines());
}

async function loadOutlines(): Promise<readonly WorldOutline[]> {
  const { feature } = await import("topojson-client");
  const { WORLD_ATLAS } = await import("./world-atlas.js");
  // The package has no types.
  const topology = withFewerPoints(WORLD_ATLAS as Topology<{ countries: GeometryCollection<{ name: string }> }>);
  const { features } = feature(topology, topology.objects.countries);
  return features
    .map((one) => ({ code: one.properties.name === KOSOVO.name ? KOSOVO.code : toCode(one.id), feature: one }))
    .filter(({ code }) => code !== ANTARCTICA);
}

/** The letters of a country's number in ISO 3166-1. */
function toCode(number: string | number | undefined): string {
  return number === undefined ? "" : (new Intl.Locale(`und-${number}`).region ?? "");
}

/** In degrees: a pixel and a half of the map. */
const MIN_STEP = 0.8;

/** Borders are arcs that both countries share, so no hole opens between them. */
function withFewerPoints<Outlines extends Topology>(topology: Outlines): Outlines {
  const scale = topology.transform?.scale[0] ?? 1;
  return { ...topology, arcs: topology.arcs.map((arc) => thinOut(arc, MIN_STEP / scale)) };
}

/** @param arc its first point, and then the way from each point to the next */
function thinOut(arc: readonly (readonly number[])[], leastStep: number): number[][] {
  const thin: number[][] = [];
  let [wayX, wayY] = [0, 0];
  arc.forEach(([x = 0, y = 0], index) => {
    wayX += x;
    wayY += y;
    const isEnd = index === 0 || index === arc.length - 1;
    if (!isEnd && Math.max(Math.abs(wayX), Math.abs(wayY)) < leastStep) return;
    thin.push([wayX, wayY]);
    [wayX, wayY] = [0, 0];
  });
  return thin;
}
