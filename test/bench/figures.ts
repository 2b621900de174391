import type { Spread } from "./measure.js";
import type { Aim, Figure } from "./report.js";

/** CPU time as a multiple of a bare node's. */
export function toMultiple(cost: Spread, bare: Spread): Figure {
  const [median, min, max] = [cost.median, cost.min, cost.max].map((one) => (one / bare.median).toFixed(1));
  const spread = cost.count === 1 ? "" : ` (${min ?? ""}–${max ?? ""})`;
  return {
    text: `${median ?? ""}${spread} ×, ${formatSeconds(cost.median)}${countOf(cost)}`,
    value: cost.median / bare.median,
  };
}

/** CPU time in seconds, with the multiple of a bare node's beside it. */
export function toCpuSeconds(cost: Spread, bare: Spread): Figure {
  return { text: toMultiple(cost, bare).text, value: cost.median };
}

/** @param base what it is compared with; absent: it is a ratio already */
export function toRatio(spread: Spread, base?: Spread): Figure {
  const by = base?.median ?? 1;
  const [median, min, max] = [spread.median, spread.min, spread.max].map((one) => (one / by).toFixed(2));
  const range = spread.count === 1 ? "" : ` (${min ?? ""}–${max ?? ""})`;
  return { text: `${median ?? ""}${range} ×`, value: spread.median / by };
}

export function toSeconds(seconds: number): Figure {
  return { text: formatSeconds(seconds), value: seconds };
}

export function toMib(mib: number): Figure {
  return { text: `${mib.toFixed(0)} MiB`, value: mib };
}

export function toKb(bytes: number): Figure {
  return { text: `${(bytes / 1024).toFixed(1)} KB`, value: bytes / 1024 };
}

export function atMost(most: number, unit: "×" | "s" | "MiB" | "KB"): Aim {
  return { text: `${most} ${unit}`, most };
}

function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

function countOf({ count }: Spread): string {
  return count === 7 ? "" : `, ${count === 1 ? "1 run" : `${count} runs`}`;
}
