/**
 * A path of straight lines in tenths of a pixel, written with relative `h`, `v` and `l`, which are shorter than
 * absolute positions. Points within a horizontal or vertical line are left out. Every point stays within 0.05 px of its
 * position, since positions are rounded, not distances.
 */
export class StraightPath {
  #written = "";
  /** Where the written path ends. */
  #from: Point = ORIGIN;
  /** Not written yet, since the next point may be on the same line. */
  #way: Point = ORIGIN;

  moveTo(xPx: number, yPx: number): void {
    this.#writeWay();
    this.#from = { x: toTenths(xPx), y: toTenths(yPx) };
    this.#written += `M${tenthsText(this.#from.x)},${tenthsText(this.#from.y)}`;
  }

  lineTo(xPx: number, yPx: number): void {
    const wholeWay = { x: toTenths(xPx) - this.#from.x, y: toTenths(yPx) - this.#from.y };
    const step = { x: wholeWay.x - this.#way.x, y: wholeWay.y - this.#way.y };
    if (continuesWay(this.#way, step)) {
      this.#way = wholeWay;
      return;
    }
    this.#writeWay();
    this.#way = step;
  }

  close(): void {
    this.#writeWay();
    this.#written += "Z";
  }

  /** The value of a `d` attribute. */
  text(): string {
    this.#writeWay();
    return this.#written;
  }

  #writeWay(): void {
    const { x, y } = this.#way;
    if (x !== 0 && y !== 0) this.#written += `l${tenthsText(x)},${tenthsText(y)}`;
    else if (x !== 0) this.#written += `h${tenthsText(x)}`;
    else if (y !== 0) this.#written += `v${tenthsText(y)}`;
    this.#from = { x: this.#from.x + x, y: this.#from.y + y };
    this.#way = ORIGIN;
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const ORIGIN: Point = { x: 0, y: 0 };

/** Whether a step continues a horizontal or vertical line in its direction. */
function continuesWay(way: Point, step: Point): boolean {
  const sameColumn = way.x === 0 && step.x === 0 && way.y * step.y > 0;
  const sameRow = way.y === 0 && step.y === 0 && way.x * step.x > 0;
  return sameColumn || sameRow || (step.x === 0 && step.y === 0);
}

/** As in Vega, a value that is not a number is 0. */
export function toTenths(px: number | undefined): number {
  return Math.round((px ?? 0) * 10) || 0;
}

/** A number of tenths in pixels: `-5` → `-.5`, `120` → `12`. */
export function tenthsText(tenths: number): string {
  const size = Math.abs(tenths);
  const whole = Math.floor(size / 10);
  const rest = size - whole * 10;
  const sign = tenths < 0 ? "-" : "";
  if (rest === 0) return `${sign}${whole}`;
  return whole === 0 ? `${sign}.${rest}` : `${sign}${whole}.${rest}`;
}
