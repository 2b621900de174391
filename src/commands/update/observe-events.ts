import { parseClientEvent, type ClientEvent } from "../../history/client-event.js";
import type { EventPosition, ObservedEvents } from "../../history/observed-events.js";
import { readEvents } from "../../io/sources/read-events.js";
import { decodeStatusText } from "../../status/decode-status-text.js";
import { MAX_LINE_LENGTH } from "../../status/limits.js";

/** A server's event file, and how far the last run read it. */
interface EventFile {
  readonly path: string;
  readonly encoding: string;
  readonly known: EventPosition | null;
}

/** Reads and parses what has been added to an event file since the last run. */
export function observeEvents({ path, encoding, known }: EventFile, nowSeconds: number): ObservedEvents {
  const { lines, position, finished, detail } = readEvents(path, known);
  const events: ClientEvent[] = [];
  const flaws: string[] = [];
  for (const line of lines) {
    if (line.length > MAX_LINE_LENGTH) {
      flaws.push(`it is longer than ${MAX_LINE_LENGTH} bytes`);
      continue;
    }
    const event = parseClientEvent(decodeStatusText(line, encoding), nowSeconds);
    if (event.kind === "flaw") flaws.push(event.what);
    else events.push(event);
  }
  const [first] = flaws;
  const flaw =
    detail !== ""
      ? ({ kind: "unreadable", detail } as const)
      : first === undefined
        ? null
        : ({ kind: "lines", detail: `${flaws.length} of ${lines.length} new lines, the first: ${first}` } as const);
  return { events, position, finished, isFirstRead: known === null, flaw };
}
