import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { CLI, ownEnvironment, type CliOptions } from "./run-cli.js";

/** util-linux' `script`, which Debian has by default. */
export const hasTerminal = spawnSync("script", ["--version"]).status === 0;

/** A dialogue that goes wrong must fail, not hang. */
const TIME_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;

export interface TerminalRun {
  readonly status: number | null;
  /** What was shown, without control codes. */
  readonly shown: string;
}

/**
 * Runs the program on a pseudo-terminal, typing each answer once its question is shown.
 *
 * @param dialogue questions and what to type, one after the other; a question is looked for in what was shown since the
 *   last answer, of which a terminal shows only the lines that change
 */
export async function runOnTerminal(
  args: readonly string[],
  dialogue: readonly (readonly [question: RegExp, typed: string])[],
  { node = process.execPath, cli = CLI }: Pick<CliOptions, "node" | "cli"> = {},
): Promise<TerminalRun> {
  const words = [node, cli, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  const command = `stty cols 120 rows 40; exec ${words.join(" ")}`;
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    env: { ...ownEnvironment(), TERM: "xterm" },
    timeout: TIME_LIMIT_MS,
    killSignal: "SIGKILL",
  });
  let raw = "";
  let seen = 0;
  const left = [...dialogue];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (raw += text));
  const looking = setInterval(() => {
    const [next] = left;
    if (next?.[0].test(plain(raw.slice(seen))) !== true) return;
    left.shift();
    seen = raw.length;
    child.stdin.write(next[1]);
  }, LOOK_EVERY_MS);
  const [status] = (await once(child, "close")) as [number | null];
  clearInterval(looking);
  if (left.length > 0) throw new Error(`was not asked ${left[0]?.[0].source ?? ""}:\n${plain(raw)}`);
  return { status, shown: plain(raw) };
}

function plain(text: string): string {
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll("\r\n", "\n");
}
