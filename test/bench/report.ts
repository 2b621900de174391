import { availableParallelism, cpus, totalmem } from "node:os";
import type { Spread } from "./measure.js";
import type { Programs } from "./programs.js";

/** What one program came to. */
export interface Figure {
  readonly text: string;
  readonly value: number;
}

/** What a figure is at most, in its own unit. */
export interface Aim {
  readonly text: string;
  readonly most: number;
}

interface Row {
  readonly what: string;
  readonly figures: readonly Figure[];
  readonly aim: Aim | null;
}

/** The table of `npm run bench`: each row is reported as soon as it is measured, all of them at the end. */
export class Report {
  readonly #programs: Programs;
  readonly #rows: Row[] = [];
  readonly #began = performance.now();
  #bare: Spread | null = null;

  constructor(programs: Programs) {
    this.#programs = programs;
  }

  get #seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** Reports what is being done. */
  say(text: string): void {
    process.stderr.write(`${this.#seconds.toFixed(0).padStart(4)} s  ${text}\n`);
  }

  /** Remembers what a bare node costs. */
  noteBare(bare: Spread): void {
    this.#bare = bare;
  }

  /**
   * @param figures one for each program
   * @param aim for the first program; null: there is none
   */
  add(what: string, figures: readonly Figure[], aim: Aim | null): void {
    const row = { what, figures, aim };
    this.#rows.push(row);
    this.say(toCells(row).join(" | "));
  }

  table(): string {
    const { model = "unknown" } = cpus()[0] ?? {};
    const memoryGib = Math.round(totalmem() / 1024 ** 3);
    const names = this.#programs.flatMap((program) => program?.name ?? []);
    const heading = ["run", ...names, ...(names.length > 1 ? ["this ÷ other"] : []), "aim", ""];
    return [
      "",
      `${availableParallelism()} cores (${model.trim()}), ${memoryGib} GiB, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}; ${this.#seconds.toFixed(0)} s in all.`,
      ...(this.#bare === null ? [] : [`\`node -e 0\`: ${this.#bare.median.toFixed(3)} s of CPU.`]),
      "",
      toLine(heading),
      toLine(heading.map(() => "---")),
      ...this.#rows.map((row) => toLine(toCells(row))),
      "",
    ].join("\n");
  }
}

function toCells({ what, figures, aim }: Row): readonly string[] {
  const [own, other] = figures;
  const ratio = other === undefined ? [] : [((own?.value ?? NaN) / other.value).toFixed(2)];
  const verdict = aim === null ? "" : (own?.value ?? NaN) <= aim.most ? "met" : "**missed**";
  return [what, ...figures.map(({ text }) => text), ...ratio, aim === null ? "" : `≤ ${aim.text}`, verdict];
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`.replaceAll("|  |", "| |");
}
