import { join } from "node:path";
import type { ServerConfig } from "../../io/config/config.js";
import { shellQuote } from "../../text/format/shell-quote.js";

/** What the commands depend on. */
export interface CommandPlace {
  readonly isRoot: boolean;
  /** The words that start this program. */
  readonly startWords: readonly string[];
  /** Null: there is no config. */
  readonly configPath: string | null;
  /** Whether the config sets any key. */
  readonly hasKeys: boolean;
  readonly currentFolder: string;
  readonly history: string;
  readonly out: string;
  /** The user who runs gen; null: root. */
  readonly user: string | null;
  readonly hasService: boolean;
  /** The status paths that the config names, or that were found without one. */
  readonly sources: readonly string[];
  /** Empty: the config names no server. */
  readonly servers: readonly NamedServer[];
}

/** A `[[server]]` of the config. */
export interface NamedServer extends Pick<ServerConfig, "status" | "events" | "timezone"> {
  /** The status as it is written there: perhaps a relative path. */
  readonly writtenStatus: string;
}

/** The commands that findings name. Each is one line for a shell, and begins with `sudo` if root must run it. */
export interface DoctorCommands {
  readonly asRoot: (command: string) => string;
  /** Runs `doctor` again as root. */
  readonly doctorAsRoot: string;
  /** A run of `gen`, as the user who runs it. */
  readonly gen: (...flags: readonly string[]) => string;
  /** Saves what `print KIND` prints. */
  readonly savePrinted: (kind: string, path: string, thenRun?: string) => string;
  readonly editConfig: string;
  /** Adds a server to the config. */
  readonly addServer: (status: string) => string;
  /** Sets a key of the server that has this status in the config; opens the config if no command can do that. */
  readonly setServerKey: (status: string, key: "events" | "timezone", value: string) => string;
  /** Sets a key at the beginning of the config, before all tables. */
  readonly setKey: (key: string, value: string) => string;
}

/** Makes the commands for a place. With a config, they use it; without one, its folders. */
export function makeCommands(place: CommandPlace): DoctorCommands {
  const { isRoot, startWords, configPath, user, history, out } = place;
  const asRoot = (command: string): string => {
    if (isRoot) return command;
    // A redirection or a second command would run without sudo.
    return /[|&;<>]/.test(command.replace(/'[^']*'/g, "")) ? `sudo sh -c ${shellQuote(command)}` : `sudo ${command}`;
  };
  const start = startWords.map(shellQuote).join(" ");
  const config = configPath === null ? "" : ` --config ${shellQuote(configPath)}`;
  const folders = configPath === null ? ` --history ${shellQuote(history)} --out ${shellQuote(out)}` : config;
  // Without a config, its paths would be relative to the current folder.
  const configToWrite = configPath ?? join(place.currentFolder, "openvpn-status-site.toml");
  const append = (lines: readonly string[]): string =>
    asRoot(`printf '%s\\n' ${lines.map((line) => shellQuote(line)).join(" ")} >> ${shellQuote(configToWrite)}`);
  const editConfig = asRoot(`vi ${shellQuote(configToWrite)}`);
  const toTable = (status: string, ...more: readonly string[]): readonly string[] => [
    "[[server]]",
    `status = ${JSON.stringify(status)}`,
    ...more,
  ];
  return {
    asRoot,
    doctorAsRoot: asRoot(`${start} doctor${config}`),
    gen: (...flags) => {
      if (flags.length === 0 && place.hasService) return asRoot("systemctl start openvpn-status-site.service");
      const identity = user === null ? "" : `runuser -u ${shellQuote(user)} -- `;
      return asRoot([`${identity}${start} gen${folders}`, ...flags].join(" "));
    },
    savePrinted: (kind, path, thenRun) => {
      const save = `${start} print ${kind}${config} > ${shellQuote(path)}`;
      return asRoot(thenRun === undefined ? save : `${save} && ${thenRun}`);
    },
    editConfig,
    addServer: (status) => {
      // A config that names a server names all of them.
      const known = place.servers.length > 0 ? [] : place.sources.flatMap((one) => toTable(one));
      return append([...known, ...toTable(status)]);
    },
    setServerKey: (status, key, value) => {
      const line = `${key} = ${JSON.stringify(value)}`;
      if (place.servers.length === 0) {
        return append(place.sources.flatMap((one) => (one === status ? toTable(one, line) : toTable(one))));
      }
      // One table for several servers (a pattern), or a key that is set already, must be edited by hand.
      const server = place.servers.find((one) => one.status === status);
      if (server?.[key] !== null) return editConfig;
      const written = toSedPattern(JSON.stringify(server.writtenStatus).slice(1, -1));
      const address = `/^[[:blank:]]*status[[:blank:]]*=[[:blank:]]*["']${written}["']/`;
      return asRoot(`sed -i ${shellQuote(`${address}a ${toSedText(line)}`)} ${shellQuote(configToWrite)}`);
    },
    setKey: (key, value) => {
      const line = `${key} = ${JSON.stringify(value)}`;
      // Where there is no line, sed does nothing.
      if (!place.hasKeys) return append([line]);
      // `d` ends what sed does with a line, so the insertion comes before it.
      const scripts = [`1i ${toSedText(line)}`, `/^[[:blank:]]*${key}[[:blank:]]*=/d`].map(shellQuote);
      return asRoot(`sed -i -e ${scripts.join(" -e ")} ${shellQuote(configToWrite)}`);
    },
  };
}

/** A text as a basic regular expression between slashes, where `+`, `?`, `|`, `(` and `{` mean themselves. */
function toSedPattern(text: string): string {
  return text.replace(/[.*^$[\\/]/g, "\\$&");
}

/** A text for the commands `a` and `i` of sed, which remove one level of backslashes. */
function toSedText(text: string): string {
  return text.replaceAll("\\", "\\\\");
}
