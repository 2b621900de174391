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
  let from: Point = ORIGIN;
  /** Not written yet: the next point may lie on the same straight way. */
  let way: Point = ORIGIN;
  const flush = (): void => {
    written += wayText(way);
    from = { x: from.x + way.x, y: from.y + way.y };
    way = ORIGIN;
  };
  const commands = new PathCommands(path);
  while (commands.next()) {
    const point = { x: Math.round(commands.x * 10), y: Math.round(commands.y * 10) };
    if (commands.isLine) {
      if (!goesOn(way, { x: point.x - from.x - way.x, y: point.y - from.y - way.y })) flush();
      way = { x: point.x - from.x, y: point.y - from.y };
      continue;
    }
    flush();
    written += commands.isMove ? `M${tenths(point.x)},${tenths(point.y)}` : "Z";
    from = point;
  }
  return written + wayText(way);
}

/** A straight path's commands, one after the other, with the places that they lead to, in pixels. */
class PathCommands {
  x = 0;
  y = 0;
  isLine = false;
  isMove = false;
  readonly #path: string;
  #at = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Goes to the next command, if there is one. */
  next(): boolean {
    const command = this.#path[this.#at++];
    if (command === undefined) return false;
    this.isMove = command === "M";
    this.isLine = !this.isMove && command !== "Z";
    if (command === "h") this.x += this.#number();
    else if (command === "v") this.y += this.#number();
    else if (command !== "Z") {
      this.x = this.#number();
      this.#at++;
      this.y = this.#number();
    }
    return true;
  }

  #number(): number {
    const start = this.#at;
    let end = start;
    while (isOfNumber(this.#path.charCodeAt(end))) end++;
    this.#at = end;
    return Number(this.#path.slice(start, end));
  }
}

/** Digits, a minus and a point: between them is only a slash, which no path has. */
function isOfNumber(code: number): boolean {
  return code >= 0x2d && code <= 0x39;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const ORIGIN: Point = { x: 0, y: 0 };

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

/** `-5` → `-.5`, `120` → `12`. */
function tenths(value: number): string {
  const size = Math.abs(value);
  const whole = Math.floor(size / 10);
  const rest = size - whole * 10;
  const sign = value < 0 ? "-" : "";
  if (rest === 0) return `${sign}${whole}`;
  return whole === 0 ? `${sign}.${rest}` : `${sign}${whole}.${rest}`;
}
