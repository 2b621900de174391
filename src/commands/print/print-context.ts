import type { Host } from "../../build/host.js";
import type { Config } from "../../io/config/config.js";
import type { OpenvpnServer } from "../../io/openvpn/find-server-configs.js";
import type { SystemTemplates } from "../../render/system/system-file.js";

/** What printed files depend on. */
export interface PrintContext {
  readonly config: Config;
  /** Null: the defaults and the flags. */
  readonly configPath: string | null;
  readonly templates: SystemTemplates;
  readonly host: Pick<Host, "network" | "startWords" | "systemPaths" | "nonRootUser">;
  /** The servers on this host, as far as their configs may be read. */
  readonly openvpn: readonly OpenvpnServer[];
}
