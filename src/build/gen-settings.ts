import type { Config } from "../io/config/config.js";

/** The settings of a run, from flags, config file and host. */
export interface GenSettings {
  readonly config: Config;
  readonly nowSeconds: number;
  /** Ignore the record of the last build. */
  readonly full: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}
