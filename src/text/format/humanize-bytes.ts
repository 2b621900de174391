export interface HumanizeBytesOptions {
  /** Powers of 1,024 and `KiB`, `MiB`, … instead of powers of 1,000 and `kB`, `MB`, … */
  readonly binary?: boolean;
  /** Like `ls -sh`: powers of 1,024, one letter, no space. Then `binary` has no effect. */
  readonly gnu?: boolean;
  /** Default 1. Sizes in bytes have none. */
  readonly fractionDigits?: number;
}

const DECIMAL_UNITS = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"] as const;
const BINARY_UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"] as const;
const GNU_UNITS = ["K", "M", "G", "T", "P", "E", "Z", "Y"] as const;

/**
 * Formats a size: 10240 → `10.2 kB`. The result equals that of Python's `humanize.naturalsize` 0.5, which
 * openvpn-status 0.2.1 uses; `fractionDigits` replaces its `format`.
 */
export function humanizeBytes(sizeBytes: number, options: HumanizeBytesOptions = {}): string {
  const { binary = false, gnu = false, fractionDigits = 1 } = options;
  const base = binary || gnu ? 1024 : 1000;
  const absolute = Math.abs(sizeBytes);
  if (absolute < base) return wholeBytes(Math.trunc(sizeBytes), { gnu, isOne: absolute === 1 });
  const units = gnu ? GNU_UNITS : binary ? BINARY_UNITS : DECIMAL_UNITS;
  let index = 0;
  while (index < units.length - 1 && absolute >= base ** (index + 2)) index += 1;
  const amount = roundHalfToEven((base * sizeBytes) / base ** (index + 2), fractionDigits);
  return `${amount}${gnu ? "" : " "}${units[index] ?? ""}`;
}

function wholeBytes(sizeBytes: number, { gnu, isOne }: { gnu: boolean; isOne: boolean }): string {
  // Python's %d has no negative zero.
  const amount = String(sizeBytes === 0 ? 0 : sizeBytes);
  if (gnu) return `${amount}B`;
  return isOne ? `${amount} Byte` : `${amount} Bytes`;
}

// No double from 1 to 1,024 has more binary places, and thus decimal places.
const EXACT_DIGITS = 52;

/** Rounds like Python: if the exact value is half-way, to the even digit. `toFixed` rounds up instead. */
function roundHalfToEven(value: number, fractionDigits: number): string {
  const rounded = Math.abs(value).toFixed(fractionDigits);
  const exact = Math.abs(value).toFixed(Math.max(EXACT_DIGITS, fractionDigits));
  const kept = exact.slice(0, exact.length - Math.max(EXACT_DIGITS, fractionDigits) + fractionDigits);
  const isHalf = /^\.?50*$/.test(exact.slice(kept.length));
  const down = kept.endsWith(".") ? kept.slice(0, -1) : kept;
  const lastDigitIsEven = Number(down.at(-1)) % 2 === 0;
  return `${value < 0 ? "-" : ""}${isHalf && lastDigitIsEven ? down : rounded}`;
}
