import { findFormerSites } from "../../../io/history/further-site-folders.js";
import { formerSiteCommand, listOutFolders } from "../../report/former-site-command.js";
import type { FormerSite } from "../judge/former-sites.js";
import type { Place } from "../place.js";

/** The sites for others that are still published although the config no longer has them. */
export function readFormerSitesFacts({ config }: Place): readonly FormerSite[] {
  const { published } = findFormerSites(config.history, listOutFolders(config));
  return published.map((out) => ({ out, command: formerSiteCommand(out, config) }));
}
