import type { NotifyKind } from "../../history/sent-event.js";
import type { ServerLimits } from "../../history/server-limits.js";
import type { UserFrom } from "../../history/user-naming.js";
import type { HidingRules } from "../../site/further/hide-people.js";
import type { SitePart } from "../../site/further/site-parts.js";
import type { SiteSettings } from "../../site/site-input.js";
import type { PrintedCommand } from "../../text/format/printed-command.js";

/** What `gen` runs with: flags, config file and defaults combined. Paths are absolute. */
export interface Config extends SiteSettings {
  /** The site's zone, IANA name. */
  readonly timezone: string;
  readonly out: string;
  readonly history: string;
  readonly aliases: AliasesConfig;
  readonly countries: CountriesConfig;
  readonly certificates: CertificatesConfig;
  /** Users and aliases who should always be connected; patterns too. */
  readonly expected: readonly string[];
  /** How long sessions are kept after their end; `null`: forever. */
  readonly keepSeconds: number | null;
  readonly userFrom: UserFrom;
  readonly usersIgnoreCase: boolean;
  readonly metrics: MetricsConfig;
  /** Whether there is a feed of events. */
  readonly feed: boolean;
  /** Absent: as the program has it. */
  readonly appearance: AppearanceConfig;
  /** How commands begin that are shown to people. */
  readonly command: PrintedCommand;
  /** Whether the site is one for others, which shows nothing of this host: no command, and no path of a file. */
  readonly isForOthers: boolean;
  /** The limits of servers that are found in the usual places. */
  readonly limits: ServerLimits;
  /** Empty: search the usual places. */
  readonly servers: readonly ServerConfig[];
  readonly sites: readonly FurtherSite[];
  /** Null: there is no command for events. */
  readonly notify: NotifyConfig | null;
}

/** A command that gets events: `[notify]`. */
export interface NotifyConfig {
  /** An absolute path. */
  readonly command: string;
  readonly kinds: readonly NotifyKind[];
  /** After this time it is killed. */
  readonly timeoutSeconds: number;
}

/** A site for others, of the same history: `[[site]]`. */
export interface FurtherSite extends HidingRules {
  /** An absolute path. */
  readonly out: string;
  /** Null: the site's. */
  readonly title: string | null;
  /** Null: all. */
  readonly parts: readonly SitePart[] | null;
}

/** What programs get that collect figures. */
export interface MetricsConfig {
  /** Whether clients are named. */
  readonly perClient: boolean;
  /** An absolute path: a second copy, with how the run went; null: there is none. */
  readonly file: string | null;
}

/** The appearance of the site; a null field is the default. Paths are absolute. */
export interface AppearanceConfig {
  /** The color of links and controls: `#0969da`. */
  readonly accent: string | null;
  /** A picture before the site's title. */
  readonly logo: string | null;
  /** A style sheet after the site's own. */
  readonly stylesheet: string | null;
}

/** Where the aliases are: in the file that a flag or key names, which must exist, or in the first one found. */
export type AliasesConfig =
  | { readonly kind: "named"; readonly path: string }
  | { readonly kind: "searched"; readonly besideConfig: string; readonly onSystem: string };

/** The database of countries: a file that must exist, or that of the second package, if it is installed. */
export type CountriesConfig =
  { readonly kind: "file"; readonly path: string } | { readonly kind: "bundled" } | { readonly kind: "off" };

/** Where certificates are. Keys are never read. Paths are absolute. */
export interface CertificatesConfig {
  /** The index of the CA's certificates, such as easy-rsa's `pki/index.txt`; null: none is named. */
  readonly index: string | null;
  /** The files of servers that name any. */
  readonly servers: readonly {
    /** Null for a server without a name in the config. */
    readonly server: string | null;
    readonly cert: string | null;
    readonly ca: string | null;
  }[];
}

/** One `[[server]]`, or one `--status`. */
export interface ServerConfig {
  readonly name: string | null;
  /** An absolute path or glob, or the management interface's `unix:/path` or `tcp:host:port`. */
  readonly status: string;
  /** Zone of the local times in a version 1 file; null: the system's. */
  readonly timezone: string | null;
  /** The encoding of names in the status, a label for `TextDecoder`; null: UTF-8. */
  readonly encoding: string | null;
  readonly passwordFile: string | null;
  /** The file to which the server's hook appends OpenVPN's own events; null: there is no hook. */
  readonly events: string | null;
  readonly limits: ServerLimits;
}
