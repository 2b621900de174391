import type { ReadOut } from "../../site/charts/figure.js";
import { escapeSvg } from "../html/escape-html.js";

const MINUTES = 1440;

/**
 * What the page's script needs to read a chart out, as attributes of its SVG (`assets/read-out.ts`). Each line of
 * `data-steps` is where a step begins, in minutes of a day that is as long as the chart is wide, and its text.
 * `data-clock` has the minute of the day, where the chart begins, and where clocks are changed.
 */
export function readOutAttributes(readOut: ReadOut): string {
  // For the style sheet: a map keeps its proportions.
  if (readOut.kind === "map") return " data-map";
  if (readOut.kind !== "steps") return ` data-read="${readOut.kind}"`;
  const lines = readOut.steps.map(({ share, text }) => `${Math.round(share * MINUTES)} ${text}`);
  const clock = readOut.clock.map(({ share, minuteOfDay }) => `${Math.round(share * MINUTES)} ${minuteOfDay}`);
  return ` data-read="steps" data-axis="${readOut.axis}" data-clock="${clock.join("|")}" data-steps="${escapeSvg(lines.join("|"))}"`;
}
