/** Where the program searches by default: absolute paths, as parameters so that tests have their own. */
export interface SystemPaths {
  readonly configFile: string;
  readonly aliasesFile: string;
  /** The history of OpenVPN Status Web. */
  readonly webSessionsFile: string;
  /** Paths and patterns of status files. */
  readonly statusFiles: readonly string[];
}

export const SYSTEM_PATHS: SystemPaths = {
  configFile: "/etc/openvpn-status-site/config.toml",
  // Where OpenVPN Status Web keeps it.
  aliasesFile: "/var/log/openvpn-aliases.json",
  webSessionsFile: "/var/log/openvpn-sessions.csv",
  // The places that the units of OpenVPN, distributions and common installers use.
  statusFiles: [
    "/run/openvpn-server/status-*.log",
    "/run/openvpn/*.status",
    "/var/log/openvpn/openvpn-status.log",
    "/var/log/openvpn/status.log",
    "/var/log/openvpn-status.log",
    "/etc/openvpn/openvpn-status.log",
    "/etc/openvpn/server/openvpn-status.log",
  ],
};
