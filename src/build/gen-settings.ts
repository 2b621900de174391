import type { Config } from "../io/config/config.js";

/** What the flags, the config file and the host come to. */
export interface GenSettings {
  readonly config: Config;
  readonly nowSeconds: number;
  /** Ignore what is remembered of the last build. */
  readonly full: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
