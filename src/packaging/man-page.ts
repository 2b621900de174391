import { toCommandName, type HelpList, type HelpText } from "./command-help.js";

interface ManPage {
  readonly version: string;
  /** ISO: `2026-11-21`. */
  readonly day: string;
  readonly help: HelpText;
  readonly commands: ReadonlyMap<string, HelpText>;
}

/** The man page of the program, from its own help. */
export function manPage({ version, day, help, commands }: ManPage): string {
  const [list, exitCodes] = help.lists;
  return [
    `.TH OPENVPN\\-STATUS\\-SITE 1 ${quote(day)} ${quote(version)} ${quote("User Commands")}`,
    ".SH NAME",
    "openvpn\\-status\\-site \\- static status site and session history of OpenVPN servers",
    ".SH SYNOPSIS",
    ...(list?.rows ?? []).flatMap(([left]) => [`.B openvpn\\-status\\-site ${escape(left)}`, ".br"]),
    ".SH DESCRIPTION",
    "Reads the status logs of OpenVPN servers, keeps a history of all sessions, and writes a static site.",
    ".SH COMMANDS",
    ...(list?.rows ?? []).flatMap(([left, does]) => {
      const lists = commands.get(toCommandName(left))?.lists ?? [];
      return [`.SS ${quote(left)}`, `${escape(does)}.`, ...lists.flatMap(toParagraphs)];
    }),
    ".SH EXIT STATUS",
    ...toParagraphs({ heading: "", rows: exitCodes?.rows ?? [] }),
    ".SH FILES",
    ...toParagraphs({
      heading: "",
      rows: [
        ["/etc/openvpn-status-site/config.toml", "the config"],
        ["/var/lib/openvpn-status-site/history", "the history, as CSV files"],
        ["/var/lib/openvpn-status-site/out", "the site"],
      ],
    }),
    ".SH SEE ALSO",
    ".BR openvpn (8)",
    "",
  ].join("\n");
}

function toParagraphs({ heading, rows }: HelpList): readonly string[] {
  const lines = rows.flatMap(([left, does]) => [".TP", `.B ${escape(left)}`, escape(does)]);
  return heading === "" ? lines : [".PP", `${escape(heading)}:`, ...lines];
}

function quote(text: string): string {
  return `"${escape(text).replaceAll('"', "\\(dq")}"`;
}

/** A hyphen of a flag is a minus; a dot or apostrophe at the beginning of a line would be a request. */
function escape(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll("…", "...").replace(/^[.']/, "\\&$&");
}
