import { readVersion } from "../../io/read-package-files.js";
import { EXIT_CODE_MEANINGS } from "../report/exit-code.js";
import type { FlagTable } from "./flag-table.js";
import type { Host } from "../../build/host.js";

const PROGRAM = "openvpn-status-site";

/** What each command takes besides flags, and what it does. */
const COMMANDS = {
  gen: { operands: "", does: "read the status logs, update the history, write the site: what cron runs" },
  prune: { operands: " [ID…]", does: "delete ended sessions from the history and the site" },
  import: { operands: " FILE…", does: "bring in openvpn-sessions.csv, a backup of prune, or archived status files" },
  export: { operands: "", does: "write the history's sessions as openvpn-sessions.csv or as lines of JSON" },
  parse: { operands: " FILE", does: "print a status file as JSON; - reads standard input" },
  who: {
    operands: " [ADDRESS]",
    does: "say who had an address, or who was connected at a time, and how certain that is",
  },
  check: { operands: "", does: "one line and an exit code (0 to 3) for Nagios, Checkmk and Icinga" },
  doctor: { operands: "", does: "check everything from OpenVPN to the reader's browser, and say how to fix it" },
  print: { operands: " KIND", does: "print a file for the system that is ready to use" },
  demo: { operands: "", does: "write a site with a made-up month of a small company" },
} as const satisfies Readonly<Record<string, CommandHelp>>;

interface CommandHelp {
  readonly operands: string;
  readonly does: string;
}

export type CommandName = keyof typeof COMMANDS;

/** What `--help` prints. Like the flags, it is in English in every language. */
export function helpText(): string {
  const commands = Object.entries(COMMANDS).map(([name, { operands, does }]) => [`${name}${operands}`, does] as const);
  return `${PROGRAM}: a static status site and a session history for OpenVPN servers

${inColumns(commands)}
  ${PROGRAM} COMMAND --help   the command's flags
  ${PROGRAM} --version

Exit codes:
${inColumns(EXIT_CODE_MEANINGS.map(([code, meaning]) => [String(code), meaning]))}`;
}

type HelpRows = readonly (readonly [left: string, right: string])[];

/**
 * What `COMMAND --help` prints.
 *
 * @param more lists by their headings
 */
export function commandHelp(
  name: CommandName,
  flags: FlagTable,
  more: Readonly<Record<string, HelpRows>> = {},
): string {
  const { operands, does } = COMMANDS[name];
  const rows = Object.entries(flags).map(([flag, { short, value, multiple, does: flagDoes }]) => {
    const names = `${short === undefined ? "" : `-${short}, `}--${flag}${value === undefined ? "" : ` ${value}`}`;
    return [names, multiple === true ? `${flagDoes}; repeatable` : flagDoes] as const;
  });
  const lists = Object.entries(more).map(([heading, list]) => `\n${heading}:\n${inColumns(list)}`);
  return `${PROGRAM} ${name}${operands}: ${does}\n\n${inColumns(rows)}${lists.join("")}`;
}

/** What `--version` prints. */
export function versionText({ packageFolder }: Pick<Host, "packageFolder">): string {
  return `${PROGRAM} ${readVersion(packageFolder)}\n`;
}

function inColumns(rows: HelpRows): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}\n`).join("");
}
