/**
 * A path in tenths of a pixel. One of straight lines is written with relative `h`, `v` and `l`: vega writes a step of
 * five minutes as two absolute points of 20 characters, this as 10, and points between two others on one straight way
 * are left out. Every point stays within 0.05 px of its place, since it is the places that are rounded, not the ways
 * between them. In a path with curves, absolute numbers are rounded; one with other commands is left as it is.
 */
export function shortPath(path: string): string {
  if (STRAIGHT_PATH.test(path)) return straightPath(path);
  if (ABSOLUTE_PATH.test(path)) return path.replace(/-?\d+\.\d+/g, (number) => tenths(Math.round(Number(number) * 10)));
  return path;
}

const STRAIGHT_PATH = /^(?:M-?[\d.]+,-?[\d.]+(?:L-?[\d.]+,-?[\d.]+|[hv]-?[\d.]+)*Z?)+$/;
const ABSOLUTE_PATH = /^[MLCZ\d.,-]+$/;

function straightPath(path: string): string {
  let written = "";
  let from: Point = { x: 0, y: 0 };
  /** Not written yet: the next point may lie on the same straight way. */
  let way: Point = { x: 0, y: 0 };
  const flush = (): void => {
    written += wayText(way);
    from = { x: from.x + way.x, y: from.y + way.y };
    way = { x: 0, y: 0 };
  };
  for (const { command, x, y } of pointsOf(path)) {
    const point = { x: Math.round(x * 10), y: Math.round(y * 10) };
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

/** A path's commands with the places that they lead to, in pixels. */
function* pointsOf(path: string): Generator<Point & { readonly command: "M" | "L" | "Z" }> {
  let [x, y] = [0, 0];
  for (const [, command, first = "", second = ""] of path.matchAll(/([MLZhv])(-?[\d.]+)?(?:,(-?[\d.]+))?/g)) {
    if (command === "h") x += Number(first);
    else if (command === "v") y += Number(first);
    else if (command !== "Z") [x, y] = [Number(first), Number(second)];
    yield { command: command === "M" || command === "Z" ? command : "L", x, y };
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** All in tenths: whether a step goes in the direction of a way that is horizontal or vertical. */
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
