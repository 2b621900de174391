/**
 * A path of straight lines written with relative `h`, `v` and `l`, in tenths of a pixel. Vega writes a step of five
 * minutes as two absolute points of 20 characters; this writes it as 10, and leaves out points between two others on one
 * straight way. Every point stays within 0.05 px of its place, since it is the places that are rounded, not the ways
 * between them. A path with anything but `M`, `L` and `Z` is left as it is.
 */
export function shortPath(path: string): string {
  if (!STRAIGHT_PATH.test(path)) return path;
  let written = "";
  let from: Point = { x: 0, y: 0 };
  /** Not written yet: the next point may lie on the same straight way. */
  let way: Point = { x: 0, y: 0 };
  const flush = (): void => {
    written += wayText(way);
    from = { x: from.x + way.x, y: from.y + way.y };
    way = { x: 0, y: 0 };
  };
  for (const [, command = "", x = "", y = ""] of path.matchAll(/([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?/g)) {
    const point = { x: Math.round(Number(x) * 10), y: Math.round(Number(y) * 10) };
    if (command === "L") {
      if (!goesOn(way, { x: point.x - from.x - way.x, y: point.y - from.y - way.y })) flush();
      way = { x: point.x - from.x, y: point.y - from.y };
      continue;
    }
    flush();
    written += command === "M" ? `M${tenths(point.x)},${tenths(point.y)}` : "Z";
    from = point;
  }
  return written + wayText(way);
}

const STRAIGHT_PATH = /^(?:M-?[\d.]+,-?[\d.]+(?:L-?[\d.]+,-?[\d.]+)*Z?)+$/;

/** In tenths of a pixel. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** Whether a step goes in the direction of a way that is horizontal or vertical. */
function goesOn(way: Point, step: Point): boolean {
  const sameColumn = way.x === 0 && step.x === 0 && way.y * step.y > 0;
  const sameRow = way.y === 0 && step.y === 0 && way.x * step.x > 0;
  return sameColumn || sameRow || (step.x === 0 && step.y === 0);
}

function wayText({ x, y }: Point): string {
  if (x === 0 && y === 0) return "";
  if (y === 0) return `h${tenths(x)}`;
  if (x === 0) return `v${tenths(y)}`;
  return `l${tenths(x)},${tenths(y)}`;
}

/** `-0.5` → `-.5`, `12.0` → `12`. */
function tenths(value: number): string {
  return String(value / 10).replace(/^(-?)0\./, "$1.");
}
