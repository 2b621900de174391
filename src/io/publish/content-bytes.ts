import type { Content, ContentPieces } from "../../site/target.js";

/** A file that comes in pieces is put together in memory up to this size. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** A file's bytes if they are few, or all there already; else the pieces, with those that were looked at. */
export async function inMemoryIfSmall(content: Content): Promise<Uint8Array | ContentPieces> {
  if (typeof content === "string") return Buffer.from(content, "utf8");
  if (content instanceof Uint8Array) return content;
  const rest = iterate(content.pieces);
  const head: Uint8Array[] = [];
  for (let sizeBytes = 0; sizeBytes <= SMALL_BYTES;) {
    const next = await rest.next();
    if (next.done === true) return Buffer.concat(head);
    head.push(next.value);
    sizeBytes += next.value.length;
  }
  return { pieces: headAndRest(head, rest) };
}

async function* headAndRest(
  head: readonly Uint8Array[],
  rest: Iterator<Uint8Array> | AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* head;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    // Whoever made the pieces may have something open.
    await rest.return?.();
  }
}

function iterate(pieces: ContentPieces["pieces"]): Iterator<Uint8Array> | AsyncIterator<Uint8Array> {
  return Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
}
