const ZERO = 0x30;

/** A text of our own in ASCII, for {@link GrowingBytes.ascii}. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** For {@link GrowingBytes.plainText}: by code, whether a text may have the character. */
export function asciiCodes(isAllowed: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 0x80 }, (_, code) => (isAllowed(code) ? 1 : 0));
}

/**
 * A growing piece of a table in UTF-8, written byte by byte.
 *
 * Tables consist of short runs of ASCII, and a full build writes hundreds of megabytes of them: joining strings and
 * encoding them took four times as long.
 */
export class GrowingBytes {
  #bytes: Buffer;
  #length = 0;

  constructor(capacityBytes: number) {
    this.#bytes = Buffer.allocUnsafe(capacityBytes);
  }

  get length(): number {
    return this.#length;
  }

  /** The bytes written since the last call. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  /** The same once they are at least so many; null before. */
  takeFull(leastBytes: number): Buffer | null {
    return this.#length < leastBytes ? null : this.take();
  }

  /** Truncates to this many bytes. */
  cutTo(length: number): void {
    this.#length = length;
  }

  ascii(ascii: Uint8Array): void {
    const count = ascii.length;
    const bytes = this.#reserve(count);
    const start = this.#length;
    for (let index = 0; index < count; index++) bytes[start + index] = ascii[index] ?? 0;
    this.#length = start + count;
  }

  /** One character of ASCII. */
  character(code: number): void {
    this.#reserve(1)[this.#length++] = code;
  }

  /** Writes a text that has only allowed characters, and nothing of any other text. @returns whether it did */
  plainText(text: string, allowed: Uint8Array): boolean {
    const count = text.length;
    const bytes = this.#reserve(count);
    const start = this.#length;
    for (let index = 0; index < count; index++) {
      const code = text.charCodeAt(index);
      if (allowed[code] !== 1) return false;
      bytes[start + index] = code;
    }
    this.#length = start + count;
    return true;
  }

  /** Any text. */
  utf8(text: string): void {
    const bytes = this.#reserve(text.length * 3);
    this.#length += bytes.write(text, this.#length);
  }

  /** A whole number from 0 to 2⁵³. */
  integer(value: number): void {
    if (value >= 1e9) {
      const high = Math.floor(value / 1e9);
      this.integer(high);
      this.digits(value - high * 1e9, 9);
    } else {
      let count = 1;
      for (let limit = 10; limit <= value; limit *= 10) count++;
      this.digits(value, count);
    }
  }

  /** Digits of a number below 2³⁰, with leading zeros. */
  digits(value: number, count: number): void {
    const bytes = this.#reserve(count);
    const start = this.#length;
    let rest = value | 0;
    for (let index = start + count - 1; index >= start; index--) {
      const next = (rest / 10) | 0;
      bytes[index] = ZERO + rest - next * 10;
      rest = next;
    }
    this.#length = start + count;
  }

  #reserve(count: number): Buffer {
    if (this.#length + count <= this.#bytes.length) return this.#bytes;
    const larger = Buffer.allocUnsafe(2 * this.#bytes.length + count);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    return larger;
  }
}
