import { readVersion } from "../../io/read-package-files.js";
import type { HelpTexts } from "../../text/i18n/help-texts-en.js";
import { helpTextsIn } from "../../text/i18n/help-texts.js";
import type { Language } from "../../text/i18n/language.js";
import { EXIT_CODE_MEANINGS } from "../report/exit-code-meanings.js";
import type { Flag, FlagTable } from "./flag-table.js";
import type { Host } from "../../build/host.js";

const PROGRAM = "openvpn-status-site";

export type CommandName = keyof HelpTexts["commands"];

/** What `--help` prints. */
export function helpText(language: Language): string {
  const t = helpTextsIn(language);
  const commands = Object.entries(t.commands).map(
    ([name, { operands, does }]) => [toUse(name, operands), does] as const,
  );
  return `${PROGRAM}: ${t.program}

${inColumns(commands)}
  ${PROGRAM} ${t.commandHelp.words}   ${t.commandHelp.does}
  ${PROGRAM} --version

${t.exitCodes}:
${inColumns(EXIT_CODE_MEANINGS.map(([code, meaning]) => [String(code), t.exitCode[meaning]]))}`;
}

type HelpRows = readonly (readonly [left: string, right: string])[];

/** Lists that follow the flags of a command, by their headings. */
export type HelpLists = (t: HelpTexts) => Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What `COMMAND --help` prints. */
export function commandHelp(
  name: CommandName,
  flags: FlagTable,
  language: Language,
  toLists: HelpLists = () => ({}),
): string {
  const t = helpTextsIn(language);
  const { operands, does: commandDoes } = t.commands[name];
  const rows = Object.entries(flags).map(([flag, { short, value, multiple, does }]) => {
    const names = `${short === undefined ? "" : `-${short}, `}--${flag}${value === undefined ? "" : ` ${toPlaceholder(value, t)}`}`;
    return [names, multiple === true ? t.repeatable(t.flag[does]) : t.flag[does]] as const;
  });
  const lists = Object.entries(toLists(t)).map(
    ([heading, list]) => `\n${heading}:\n${inColumns(Object.entries(list))}`,
  );
  return `${PROGRAM} ${toUse(name, operands)}: ${commandDoes}\n\n${inColumns(rows)}${lists.join("")}`;
}

/** What `--version` prints. */
export function versionText({ packageFolder }: Pick<Host, "packageFolder">): string {
  return `${PROGRAM} ${readVersion(packageFolder)}\n`;
}

function toUse(name: string, operands: string): string {
  return operands === "" ? name : `${name} ${operands}`;
}

function toPlaceholder(value: NonNullable<Flag["value"]>, t: HelpTexts): string {
  return typeof value === "string" ? t.value[value] : value.oneOf.join("|");
}

function inColumns(rows: HelpRows): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}\n`).join("");
}
