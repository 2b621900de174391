import { createHash } from "node:crypto";

/** Where an asset is in `out/`: `assets/style.<hash>.css`. Its name changes with its bytes, so that it never goes stale. */
export function assetPath(name: string, bytes: Uint8Array): string {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  return `assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
}
