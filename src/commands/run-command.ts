import { nearestName } from "../text/format/nearest-name.js";
import { ProblemError } from "../text/problem.js";
import { gen } from "./gen.js";
import { findLanguage } from "./flags/find-language.js";
import type { Command } from "./flags/make-command.js";
import type { CommandName } from "./flags/help-text.js";
import type { Host } from "../build/host.js";

/** Commands other than `gen` are loaded when they run: a quiet `gen`, as most runs are, must not pay for them. */
const COMMANDS: Readonly<Record<CommandName, () => Command | Promise<Command>>> = {
  gen: () => gen,
  prune: async () => (await import("./prune/prune.js")).prune,
  import: async () => (await import("./import/import.js")).importFiles,
  export: async () => (await import("./export/export.js")).exportSessions,
  parse: async () => (await import("./parse.js")).parse,
  who: async () => (await import("./who.js")).who,
  check: async () => (await import("./check/check.js")).check,
  doctor: async () => (await import("./doctor/doctor.js")).doctor,
  print: async () => (await import("./print/print.js")).print,
  demo: async () => (await import("./demo/demo.js")).demo,
};

/**
 * Runs the command that the arguments name.
 *
 * @returns the exit code
 * @throws ProblemError for every expected failure
 */
export async function runCommand(args: readonly string[], host: Host): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    const { helpText } = await import("./flags/help-text.js");
    host.writeStdout(helpText(findLanguage(host)));
    return 0;
  }
  if (name === "--version") {
    const { versionText } = await import("./flags/help-text.js");
    host.writeStdout(versionText(host));
    return 0;
  }
  if (name !== undefined && isCommandName(name)) {
    const command = await COMMANDS[name]();
    return command(rest, host);
  }
  const names = Object.keys(COMMANDS);
  const nearest = name === undefined ? undefined : nearestName(name, names);
  throw new ProblemError({
    kind: "usage",
    what: ({ usage: t }) => (name === undefined ? t.noCommand : t.unknownCommand(JSON.stringify(name))),
    fix: (t) => (nearest === undefined ? t.usage.commands(names.join(", ")) : t.nearest(nearest)),
  });
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
