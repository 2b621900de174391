import type { TopLevelSpec } from "vega-lite";
import type { WorldDrawing } from "../../site/charts/world/world-figure.js";
import { stepOpacity } from "./chart-legend.js";
import { chartColor } from "./chart-style.js";
import type { OutlineData } from "./chart.js";
import type { ChartLayer } from "./chart-period-axis.js";
import type { MarkNotes } from "./scene-svg.js";
import type { WorldOutline } from "./world-outlines.js";

/** As wide as in a chart's own file. A map keeps its proportions: its marks are not stretched. */
const WIDTH = 768;
const HEIGHT = 336;
/** The equator is lower than the middle, since Antarctica is left out. */
const CENTER: [number, number] = [WIDTH / 2, 190];
const SCALE = 141.5;

/** The rows of the layer have the name of its data. */
function outlineLayer(name: string, stroke: string, strokeWidth: number): ChartLayer {
  return {
    name,
    data: { name },
    projection: { type: "equalEarth", scale: SCALE, translate: CENTER },
    mark: { type: "geoshape", clip: false, stroke, strokeWidth },
    encoding: {
      fill: { field: "fill", type: "nominal", scale: null, legend: null },
      fillOpacity: { field: "opacity", type: "quantitative", scale: null, legend: null },
    },
  };
}

/** A map of the world, without its outlines. */
export const WORLD_SPEC: TopLevelSpec = {
  width: WIDTH,
  height: HEIGHT,
  padding: 0,
  autosize: "none",
  background: "transparent",
  config: { aria: false, view: { stroke: null } },
  layer: [
    outlineLayer("others", chartColor("grid"), 0.5),
    // A country with few sessions is hardly more than its border.
    outlineLayer("countries", chartColor("line"), 0.75),
  ],
};

/** The outlines of all countries; those with sessions are coloured by their step. */
export function toWorldData({ countries }: WorldDrawing, world: readonly WorldOutline[]): OutlineData {
  const codes = new Set(countries.map(({ code }) => code));
  return {
    others: world
      .filter(({ code }) => !codes.has(code))
      .map(({ feature }) => ({ ...feature, fill: chartColor("future"), opacity: 1 })),
    countries: countries.flatMap(({ code, step }) =>
      findOutline(code, world).map(({ feature }) => {
        return { ...feature, fill: chartColor("line"), opacity: stepOpacity(step) };
      }),
    ),
  };
}

/** The titles of countries with sessions, one for each outline. */
export function worldNotes({ countries }: WorldDrawing, world: readonly WorldOutline[]): MarkNotes {
  return { countries: countries.flatMap(({ code, title }) => findOutline(code, world).map(() => ({ title }))) };
}

/** Small countries have no outline. */
function findOutline(code: string, world: readonly WorldOutline[]): readonly WorldOutline[] {
  return world.filter((outline) => outline.code === code);
}
