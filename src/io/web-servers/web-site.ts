import type { WebServerPlace } from "../config/system-paths.js";

export type WebServerKind = WebServerPlace["kind"];

/** A site of a web server, as its config describes it. */
export interface WebSite {
  readonly kind: WebServerKind;
  readonly configPath: string;
  /** Folders that it serves. */
  readonly roots: readonly string[];
  /** The name for requests; null: any. */
  readonly name: string | null;
  readonly address: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly passwordFile: string | null;
  /** Whether it is open to everybody: it has neither a password nor a rule by address. */
  readonly isOpen: boolean;
  /** Whether some addresses are refused. */
  readonly hasAddressRule: boolean;
}
