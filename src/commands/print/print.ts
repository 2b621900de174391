import { loadConfig } from "../../io/config/load-config.js";
import { readConfigFile } from "../../io/config/read-config-file.js";
import { findOpenvpnServers } from "../../io/openvpn/find-server-configs.js";
import { nearestName } from "../../text/format/nearest-name.js";
import type { HelpTexts } from "../../text/i18n/help-texts-en.js";
import { inLanguage, ProblemError } from "../../text/problem.js";
import type { FlagTable } from "../flags/flag-table.js";
import { SITE_FLAGS } from "../flags/gen-flags.js";
import { makeCommand } from "../flags/make-command.js";
import { printCron } from "./print-cron.js";
import { printHook } from "./print-hook.js";
import { printTmpfiles, printUnit, UNIT_KINDS } from "./print-systemd.js";
import { printWebSite } from "./print-web-site.js";
import type { PrintContext } from "./print-context.js";

interface Kind {
  /** By name, if it consists of several files. */
  readonly parts?: readonly string[];
  readonly print: (context: PrintContext, part: string | undefined) => string;
}

/** The files that `print` knows. */
const KINDS = {
  nginx: { print: (context) => printWebSite("nginx", context) },
  apache: { print: (context) => printWebSite("apache", context) },
  caddy: { print: (context) => printWebSite("caddy", context) },
  cron: { print: printCron },
  systemd: {
    parts: UNIT_KINDS,
    print: (context, part) =>
      UNIT_KINDS.filter((kind) => part === undefined || kind === part)
        .map((kind) => printUnit(kind, context))
        .join("\n"),
  },
  tmpfiles: { print: printTmpfiles },
  hook: { print: printHook },
} as const satisfies Readonly<Record<keyof HelpTexts["kind"], Kind>>;

export const PRINT_FLAGS = {
  config: SITE_FLAGS.config,
  language: { ...SITE_FLAGS.language, does: "commentLanguage" },
} as const satisfies FlagTable;

/** `print KIND`: prints a file for the system that is ready to use, with the paths of the config. */
export const print = makeCommand({
  name: "print",
  flags: PRINT_FLAGS,
  takesOperands: true,
  toHelpLists: (t) => ({ [t.kinds]: t.kind }),
  run: async ({ config: configFlag, language }, host, operands) => {
    const { kind, part } = readKind(operands);
    const file = readConfigFile(configFlag, host.environment["OPENVPN_STATUS_SITE_CONFIG"], host);
    const context: PrintContext = {
      config: loadConfig({ language }, file, host),
      configPath: file?.path ?? null,
      templates: await host.readSystemTemplates(),
      host,
      openvpn: findOpenvpnServers(host.systemPaths.openvpnConfigs).servers,
    };
    host.writeStdout(inLanguage(context.config.language, () => kind.print(context, part)));
    return 0;
  },
});

/** @throws ProblemError `usage` */
function readKind(operands: readonly string[]): { readonly kind: Kind; readonly part: string | undefined } {
  const [name, part, ...others] = operands;
  const kind: Kind | undefined = name !== undefined && isKindName(name) ? KINDS[name] : undefined;
  if (kind !== undefined && others.length === 0 && (part === undefined || kind.parts?.includes(part) === true)) {
    return { kind, part };
  }
  const names = kind?.parts !== undefined && others.length === 0 ? kind.parts : Object.keys(KINDS);
  const wrong = names === kind?.parts ? part : name;
  const isOne = wrong !== undefined && others.length === 0 && (kind === undefined || names === kind.parts);
  const nearest = isOne ? nearestName(wrong, names) : undefined;
  throw new ProblemError({
    kind: "usage",
    what: ({ usage: t }) => (isOne ? t.printUnknownKind(JSON.stringify(wrong)) : t.printOneKind(operands.length)),
    fix: (t) => (nearest === undefined ? t.usage.printKinds(names.join(", ")) : t.nearest(nearest)),
  });
}

function isKindName(name: string): name is keyof typeof KINDS {
  return Object.hasOwn(KINDS, name);
}
