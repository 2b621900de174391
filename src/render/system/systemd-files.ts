import type { CommandTexts } from "../../text/i18n/command-texts.js";

/** The user that runs the service; it has no privileges. */
export const SERVICE_USER = "openvpn-status-site";
/** The folder that systemd makes for the service. */
export const STATE_FOLDER = "/var/lib/openvpn-status-site";
/** The name of the service's file in `tmpfiles.d` and `sysusers.d`. */
export const SERVICE_CONF = "openvpn-status-site.conf";
/** Folders that OpenVPN's packages make for root alone. */
export const OPENVPN_FOLDERS: readonly string[] = ["/run/openvpn-server", "/run/openvpn"];
/** The web server's group on Debian. */
export const DEBIAN_WEB_GROUP = "www-data";

/** A file that is kept at a path, and the command that puts it to use. */
interface SavedFile<Texts> {
  readonly t: Texts;
  /** Null: it is in its place already. */
  readonly path: string | null;
  readonly reload: string;
}

type SystemdTexts = CommandTexts["print"]["systemd"];

/** Words and paths are quoted for systemd. */
export interface ServiceFile extends SavedFile<SystemdTexts> {
  readonly user: string;
  readonly command: string;
  /** Its file for tmpfiles; null if it reads no status file. */
  readonly tmpfilesName: string | null;
  readonly writable: readonly string[];
}

export type TimerFile = SavedFile<SystemdTexts>;

export interface PathFile extends SavedFile<SystemdTexts> {
  readonly files: readonly string[];
}

export type SysusersFile = Pick<SavedFile<SystemdTexts>, "t" | "path">;

export interface TmpfilesFile extends SavedFile<CommandTexts["print"]["tmpfiles"]> {
  readonly user: string;
  /** The web server's. */
  readonly webGroup: string;
  readonly history: string;
  /** The site's folder, and those of further sites. */
  readonly outs: readonly string[];
  /** Folders of event files, with the user that OpenVPN runs as. */
  readonly spools: readonly { readonly path: string; readonly user: string }[];
  readonly statusFolders: readonly string[];
  /** Paths and patterns. */
  readonly statusFiles: readonly string[];
}

export interface CronFile {
  readonly t: CommandTexts["print"]["cron"];
  readonly path: string;
  readonly user: string;
  /** Quoted for a shell, and for cron, to which a percent sign is a newline. */
  readonly command: string;
}

/** A word of a command in a unit (systemd.service(5), "Command lines"). */
export function quoteSystemdWord(word: string): string {
  return quoteSystemdPath(word).replaceAll("$", "$$$$");
}

/** A path in a unit or in tmpfiles.d: a percent sign begins a specifier. */
export function quoteSystemdPath(path: string): string {
  const escaped = path.replaceAll("%", "%%");
  return /^[\w@%+=:,./*?[\]{}$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/["\\]/g, "\\$&")}"`;
}
