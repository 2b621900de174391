import { inMemoryIfSmall } from "../../src/io/publish/publish-file.js";
import type { Target } from "../../src/site/target.js";

/** The bytes of an output, made. */
export async function makeContent({ make }: Pick<Target, "make">): Promise<Uint8Array> {
  const content = await inMemoryIfSmall(await make());
  if (content instanceof Uint8Array) return content;
  const pieces: Uint8Array[] = [];
  for await (const piece of content.pieces) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces);
}
