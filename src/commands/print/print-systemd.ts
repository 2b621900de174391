import { dirname } from "node:path";
import type { PrintContext } from "./print-context.js";
import { toGenWords } from "./to-gen-words.js";
import { isPattern } from "../../io/sources/discover-sources.js";
import { isManagementAddress } from "../../io/sources/management-address.js";
import { writtenFolders } from "../../io/config/written-folders.js";
import { findGroup } from "../../io/files/system-names.js";
import { renderSystemFile } from "../../render/system/system-file.js";
import {
  DEBIAN_WEB_GROUP,
  OPENVPN_FOLDERS,
  quoteSystemdPath,
  quoteSystemdWord,
  SERVICE_CONF,
  SERVICE_USER,
  STATE_FOLDER,
} from "../../render/system/systemd-files.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";

const UNITS = "/etc/systemd/system";
const RELOAD = "systemctl daemon-reload && systemctl enable --now openvpn-status-site";
const WEB_GROUPS = [DEBIAN_WEB_GROUP, "nginx", "apache", "caddy", "http"];

/** The parts of `print systemd`, in the order in which they are saved. */
export const UNIT_KINDS = ["sysusers", "service", "timer", "path"] as const;
type UnitKind = (typeof UNIT_KINDS)[number];

/** One systemd unit. */
export function printUnit(kind: UnitKind, context: PrintContext): string {
  const { config, templates } = context;
  const t = commandTextsIn(config.language).print.systemd;
  switch (kind) {
    case "sysusers":
      return renderSystemFile(templates, kind, { t, path: `/etc/sysusers.d/${SERVICE_CONF}` });
    case "service":
      return renderSystemFile(templates, kind, {
        t,
        path: `${UNITS}/openvpn-status-site.service`,
        reload: "systemctl daemon-reload",
        user: SERVICE_USER,
        command: toGenWords(context).map(quoteSystemdWord).join(" "),
        tmpfilesName: toStatusFiles(context).length === 0 ? null : SERVICE_CONF,
        writable: toWritable(context).map(quoteSystemdPath),
      });
    case "timer":
      return renderSystemFile(templates, kind, {
        t,
        path: `${UNITS}/openvpn-status-site.timer`,
        reload: `${RELOAD}.timer`,
      });
    case "path":
      return renderSystemFile(templates, kind, {
        t,
        path: `${UNITS}/openvpn-status-site.path`,
        reload: `${RELOAD}.path`,
        files: toStatusFiles(context)
          .filter((file) => !isPattern(file))
          .map(quoteSystemdPath),
      });
  }
}

/** A file for `tmpfiles.d`: the folders, and the access to the status files. */
export function printTmpfiles(context: PrintContext): string {
  const { config, templates } = context;
  const statusFiles = toStatusFiles(context);
  const folders = new Set(statusFiles.map((file) => dirname(file)));
  return renderSystemFile(templates, "tmpfiles", {
    t: commandTextsIn(config.language).print.tmpfiles,
    path: `/etc/tmpfiles.d/${SERVICE_CONF}`,
    reload: `systemd-tmpfiles --create ${SERVICE_CONF}`,
    user: SERVICE_USER,
    webGroup: WEB_GROUPS.find(findGroup) ?? DEBIAN_WEB_GROUP,
    history: quoteSystemdPath(config.history),
    outs: [config.out, ...config.sites.map(({ out }) => out)].map(quoteSystemdPath),
    spools: toSpools(context).map(({ path, user }) => ({ path: quoteSystemdPath(path), user })),
    statusFolders: OPENVPN_FOLDERS.filter((folder) => folders.has(folder)),
    statusFiles: statusFiles.map(quoteSystemdPath),
  });
}

/** The status files that are read, as paths and patterns. */
function toStatusFiles({ config, host }: PrintContext): readonly string[] {
  const configured = config.servers.map(({ status }) => status).filter((status) => !isManagementAddress(status));
  return config.servers.length === 0 ? host.systemPaths.statusFiles : configured;
}

/** The folders that a run writes to, besides the one that systemd creates for it. */
function toWritable({ config }: PrintContext): readonly string[] {
  return [...new Set(writtenFolders(config))]
    .filter((folder) => !`${folder}/`.startsWith(`${STATE_FOLDER}/`))
    .map((folder) => `-${folder}`);
}

/** The folders of event files, with the user whom OpenVPN becomes: its hook writes there. */
function toSpools({ config, openvpn }: PrintContext): readonly { readonly path: string; readonly user: string }[] {
  const users = new Map(
    config.servers.flatMap(({ status, events }) => {
      if (events === null) return [];
      const user = openvpn.find(({ statusPath }) => statusPath === status)?.user ?? "root";
      return [[dirname(events), user] as const];
    }),
  );
  return [...users].map(([path, user]) => ({ path, user }));
}
