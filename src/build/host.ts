import type { Readable, Writable } from "node:stream";
import type { HostNetwork } from "../io/config/host-network.js";
import type { SystemPaths } from "../io/config/system-paths.js";
import type { Templates } from "../render/html/html.js";
import type { SystemTemplates } from "../render/system/system-file.js";

/**
 * Everything that the program needs from its process and the system. It is a parameter, so that tests can replace it.
 */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly currentFolder: string;
  /** The words that start this program as it was started. */
  readonly startWords: readonly string[];
  /** The same with the arguments of this run, so that it can be shown. */
  readonly commandLine: readonly string[];
  /** IANA name of the zone that this system keeps. */
  readonly systemZone: string;
  readonly systemPaths: SystemPaths;
  /** The user who runs it; `null`: root. */
  readonly nonRootUser: string | null;
  /** Folders for the memory of reported problems, from run to run; the best one first. */
  readonly memoryFolders: readonly string[];
  /** The folder with `assets/` and the built files. */
  readonly packageFolder: string;
  readonly templates: Templates;
  readonly readSystemTemplates: () => Promise<SystemTemplates>;
  readonly network: HostNetwork;
  /** Changes with every change of the program: what an earlier one made is not taken for its own. */
  readonly programVersion: string;
  /** The clock, in epoch seconds with fractions. */
  readonly nowSeconds: () => number;
  /** How long the process runs, in seconds with fractions: no clock that is set moves it. */
  readonly elapsedSeconds: () => number;
  /** The terminal for questions; `null` if input or output is none. */
  readonly terminal: Terminal | null;
  /**
   * Replaces the line shown on the terminal; the empty line removes it. `null` if stderr is no terminal, such as in
   * cron, which mails every byte.
   */
  readonly showOnTerminal: ((line: string) => void) | null;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly writeStdout: (text: string) => void;
  /** Whether a person reads it, who must not be deceived by invisible characters. */
  readonly stdoutIsTerminal: boolean;
  /**
   * For long output: settles once the reader has taken the text.
   *
   * @throws the system's error
   */
  readonly writeStdoutWhole: (text: string) => Promise<void>;
  readonly writeStderr: (text: string) => void;
}

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}
