import type { SystemPaths } from "../../src/io/config/system-paths.js";

/** A system on which nothing is found: no test may depend on the machine that it runs on. */
export const NO_SYSTEM_PATHS: SystemPaths = {
  configFile: "/nowhere/config.toml",
  aliasesFile: "/nowhere/aliases.json",
  webSessionsFile: "/nowhere/openvpn-sessions.csv",
  statusFiles: [],
  countryDatabases: [],
  openvpnConfigs: [],
  unitFolders: [],
  tmpfilesFolders: [],
  cronFiles: [],
  webServers: [],
  processes: "/nowhere",
};
