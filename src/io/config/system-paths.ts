/** Where the program looks on the system when it is not told: absolute paths, handed in so that a test has its own. */
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
  // Where OpenVPN's units, distributions and well-known installers put them.
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
