/** What texts need on their background (WCAG 2, level AA). */
const MIN_CONTRAST = 4.5;
const STEPS = 50;

/** Red, green and blue, each from 0 to 255. */
type Color = readonly [red: number, green: number, blue: number];

/** @param text `#0969da`; undefined for all other texts */
export function parseColor(text: string): Color | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return undefined;
  const part = (at: number): number => Number.parseInt(text.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

/**
 * The color, darker or lighter, just as far as a text in it is readable on a background.
 *
 * @returns `#0969da`
 */
export function toReadable(color: Color, background: Color): string {
  const end: Color = luminance(background) > 0.18 ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = mix(color, end, step / STEPS);
    if (contrast(mixed, background) >= MIN_CONTRAST) return toText(mixed);
  }
  return toText(end);
}

/** From 1 (the same color) to 21 (black on white). */
export function contrast(a: Color, b: Color): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance([red, green, blue]: Color): number {
  const linear = (value: number): number =>
    value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function mix(color: Color, end: Color, share: number): Color {
  const part = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return [part(color[0], end[0]), part(color[1], end[1]), part(color[2], end[2])];
}

function toText(color: Color): string {
  return `#${color.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
