import type { UserFrom } from "../../history/user-naming.js";
import type { PrintedCommand } from "../../text/format/printed-command.js";
import type { Language } from "../../text/i18n/language.js";

/** What `gen` runs with, once flags, config file and defaults are put together. Paths are absolute. */
export interface Config {
  readonly title: string;
  readonly language: Language;
  /** The site's zone, IANA name. */
  readonly timezone: string;
  readonly out: string;
  readonly history: string;
  readonly aliases: AliasesConfig;
  readonly recentDays: number;
  readonly staleAfterSeconds: number;
  /** How long after their end sessions are kept; `null`: for ever. */
  readonly keepSeconds: number | null;
  readonly userFrom: UserFrom;
  readonly usersIgnoreCase: boolean;
  /** What commands that are shown to people begin with. */
  readonly command: PrintedCommand;
  /** Empty: look in the usual places. */
  readonly servers: readonly ServerConfig[];
}

/** Where the aliases are: in the file that a flag or key names, which must exist, or in the first that is found. */
export type AliasesConfig =
  | { readonly kind: "named"; readonly path: string }
  | { readonly kind: "searched"; readonly besideConfig: string; readonly onSystem: string };

/** One `[[server]]`, or one `--status`. */
export interface ServerConfig {
  readonly name: string | null;
  /** An absolute path or glob, or the management interface's `unix:/path` or `tcp:host:port`. */
  readonly status: string;
  /** Zone of the local times in a version 1 file; null: this system's. */
  readonly timezone: string | null;
  /** In which a status names its clients, a label that `TextDecoder` knows; null: UTF-8. */
  readonly encoding: string | null;
  readonly passwordFile: string | null;
}
