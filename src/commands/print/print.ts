import type { Host } from "../../build/host.js";
import type { Config } from "../../io/config/config.js";
import { loadConfig } from "../../io/config/load-config.js";
import { readConfigFile } from "../../io/config/read-config-file.js";
import { nearestName } from "../../text/format/nearest-name.js";
import { inLanguage, ProblemError } from "../../text/problem.js";
import { HELP_FLAG, type FlagTable } from "../flags/flag-table.js";
import { SITE_FLAGS } from "../flags/gen-flags.js";
import { commandHelp } from "../flags/help-text.js";
import { readFlags } from "../flags/read-flags.js";
import { printHook } from "./print-hook.js";

interface Kind {
  readonly does: string;
  readonly print: (config: Config, host: Host) => string;
}

/** The files that `print` knows. */
const KINDS = {
  hook: { does: "a script by which OpenVPN records who connects and disconnects", print: printHook },
} as const satisfies Readonly<Record<string, Kind>>;

export const PRINT_FLAGS = {
  config: SITE_FLAGS.config,
  language: { ...SITE_FLAGS.language, does: "the language of comments" },
  ...HELP_FLAG,
} as const satisfies FlagTable;

/** `print KIND`: prints a file for the system that is ready to use, with the paths of the config. */
export function print(args: readonly string[], host: Host): number {
  const { values, positionals } = readFlags("print", PRINT_FLAGS, args);
  if (values.help === true) {
    const kinds = Object.entries(KINDS).map(([name, { does }]) => [name, does] as const);
    host.writeStdout(commandHelp("print", PRINT_FLAGS, { Kinds: kinds }));
    return 0;
  }
  const { config: configFlag, language } = values;
  const kind = readKind(positionals);
  const file = readConfigFile(configFlag, host.environment["OPENVPN_STATUS_SITE_CONFIG"], host);
  const config = loadConfig({ language }, file, host);
  host.writeStdout(inLanguage(config.language, () => kind.print(config, host)));
  return 0;
}

/** @throws ProblemError `usage` */
function readKind(operands: readonly string[]): Kind {
  const [name, ...others] = operands;
  if (name !== undefined && others.length === 0 && isKindName(name)) return KINDS[name];
  const names = Object.keys(KINDS);
  const nearest = name === undefined ? undefined : nearestName(name, names);
  throw new ProblemError({
    kind: "usage",
    what: ({ usage: t }) =>
      name === undefined || others.length > 0
        ? t.printOneKind(operands.length)
        : t.printUnknownKind(JSON.stringify(name)),
    fix: (t) =>
      nearest === undefined || others.length > 0 ? t.usage.printKinds(names.join(", ")) : t.nearest(nearest),
  });
}

function isKindName(name: string): name is keyof typeof KINDS {
  return Object.hasOwn(KINDS, name);
}
