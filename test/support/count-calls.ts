import { Session } from "node:inspector/promises";
import { setFlagsFromString } from "node:v8";

const SOURCES = new URL("../../src/", import.meta.url).href;

/**
 * Counts how often each piece of the program runs (function bodies, loop bodies, branches), as V8 does for coverage. Other
 * than time, this is the same on every machine.
 */
export class CallCounter {
  readonly #session = new Session();

  /** Pieces of functions that ran before are not counted, so import the program afterwards. */
  async start(): Promise<void> {
    // Optimized code and functions that V8 forgets and compiles again would not count everything.
    for (const flag of ["--no-opt", "--no-sparkplug", "--no-flush-bytecode"]) setFlagsFromString(flag);
    this.#session.connect();
    await this.#session.post("Profiler.enable");
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** @returns by piece (`path of the file:name of its function:place`), what was done meanwhile */
  async count(act: () => Promise<void>): Promise<ReadonlyMap<string, number>> {
    await this.#session.post("Profiler.takePreciseCoverage");
    await act();
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
}
