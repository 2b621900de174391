import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type HumanizeBytesOptions, humanizeBytes } from "../../src/index.js";

// Beside humanize's own documented examples, what Python's % operator makes of the same formula.
const cases: [sizeBytes: number, options: HumanizeBytesOptions, text: string][] = [
  [0, {}, "0 Bytes"],
  [1, {}, "1 Byte"],
  [300, {}, "300 Bytes"],
  [999, {}, "999 Bytes"],
  [1000, {}, "1.0 kB"],
  [10240, {}, "10.2 kB"],
  [334948, {}, "334.9 kB"],
  [1973012, {}, "2.0 MB"],
  [999999, {}, "1000.0 kB"],
  [2000000, {}, "2.0 MB"],
  [3000000000, {}, "3.0 GB"],
  [1e26, {}, "100.0 YB"],
  [1e28, {}, "10000.0 YB"],
  [-4096, {}, "-4.1 kB"],
  [1250, {}, "1.2 kB"],
  [1350, {}, "1.4 kB"],
  [3750, {}, "3.8 kB"],
  [300, { binary: true }, "300 Bytes"],
  [1024, { binary: true }, "1.0 KiB"],
  [1000000, { binary: true }, "976.6 KiB"],
  [1, { gnu: true }, "1B"],
  [300, { gnu: true }, "300B"],
  [532895, { gnu: true }, "520.4K"],
  [1073741824, { gnu: true, binary: true }, "1.0G"],
  [10240, { fractionDigits: 0 }, "10 kB"],
  [2500, { fractionDigits: 0 }, "2 kB"],
  [3500, { fractionDigits: 0 }, "4 kB"],
  [1234567, { fractionDigits: 3 }, "1.235 MB"],
];

describe("humanizeBytes", () => {
  for (const [sizeBytes, options, text] of cases) {
    it(`shows ${sizeBytes} as ${text} with ${JSON.stringify(options)}`, () => {
      assert.equal(humanizeBytes(sizeBytes, options), text);
    });
  }
});
