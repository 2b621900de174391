import { renderSystemFile, type SystemTemplates } from "../render/system/system-file.js";
import {
  DEBIAN_WEB_GROUP,
  OPENVPN_FOLDERS,
  quoteSystemdPath,
  SERVICE_CONF,
  SERVICE_USER,
  STATE_FOLDER,
} from "../render/system/systemd-files.js";
import { SYSTEM_PATHS } from "../io/config/system-paths.js";
import { commandTextsIn } from "../text/i18n/command-texts.js";

const SPOOL_FOLDER = "/var/spool/openvpn-status-site";

/** The systemd files of the Debian package, by path: those of `print`, with the package's paths. */
export function packagedUnits(templates: SystemTemplates): ReadonlyMap<string, string> {
  const { systemd, tmpfiles } = commandTextsIn("en").print;
  const inPlace = { t: systemd, path: null, reload: "" };
  const { statusFiles } = SYSTEM_PATHS;
  const units = "/lib/systemd/system/openvpn-status-site";
  return new Map([
    [
      `${units}.service`,
      renderSystemFile(templates, "service", {
        ...inPlace,
        user: SERVICE_USER,
        command: "/usr/bin/openvpn-status-site gen",
        tmpfilesName: SERVICE_CONF,
        writable: [`-${SPOOL_FOLDER}`],
      }),
    ],
    [`${units}.timer`, renderSystemFile(templates, "timer", inPlace)],
    [
      `${units}.path`,
      renderSystemFile(templates, "path", { ...inPlace, files: ["/run/openvpn-server/status-server.log"] }),
    ],
    [`/usr/lib/sysusers.d/${SERVICE_CONF}`, renderSystemFile(templates, "sysusers", inPlace)],
    [
      `/usr/lib/tmpfiles.d/${SERVICE_CONF}`,
      renderSystemFile(templates, "tmpfiles", {
        t: tmpfiles,
        path: null,
        reload: "",
        user: SERVICE_USER,
        webGroup: DEBIAN_WEB_GROUP,
        history: `${STATE_FOLDER}/history`,
        outs: [`${STATE_FOLDER}/out`],
        spools: [{ path: SPOOL_FOLDER, user: "root" }],
        statusFolders: OPENVPN_FOLDERS,
        statusFiles: statusFiles.map(quoteSystemdPath),
      }),
    ],
  ]);
}
