import { Session } from "node:inspector/promises";

const SOURCES = new URL("../../src/", import.meta.url).href;

/**
 * Counts how often each piece of the program runs (function bodies, loop bodies, branches), as V8 does for coverage. Other
 * than time, this is the same on every machine.
 */
export class CallCounter {
  readonly #session = new Session();

  /** Functions that ran before are counted by call only, not by piece. */
  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post("Profiler.enable");
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** @returns by piece (`path of the file:name of its function:place`), since the last time */
  async take(): Promise<ReadonlyMap<string, number>> {
    const { result } = await this.#session.post("Profiler.takePreciseCoverage");
    const own = result.filter(({ url }) => url.startsWith(SOURCES));
    return new Map(
      own.flatMap(({ url, functions }) =>
        functions.flatMap(({ functionName, ranges }) =>
          ranges.map(({ startOffset, count }): [string, number] => {
            return [`${url.slice(SOURCES.length)}:${functionName}:${startOffset}`, count];
          }),
        ),
      ),
    );
  }

  stop(): void {
    this.#session.disconnect();
  }
}
