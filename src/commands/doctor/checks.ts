import type { Context, Finding } from "./finding.js";
import { judgeCertificates } from "./judge/certificates.js";
import { judgeHistoryFolder, judgeMetricsFolder, judgeOutFolder } from "./judge/folders.js";
import { judgeHooks } from "./judge/hooks.js";
import { judgeIntervals } from "./judge/intervals.js";
import { judgeLastRun } from "./judge/last-run.js";
import { judgeLock } from "./judge/lock.js";
import { judgeMaxClients } from "./judge/max-clients.js";
import { judgeNotify } from "./judge/notify.js";
import { judgeOpenvpnConfigs } from "./judge/openvpn-configs.js";
import { judgePublished } from "./judge/published.js";
import { judgeSchedule } from "./judge/schedule.js";
import { judgeServiceLimits } from "./judge/service-limits.js";
import { judgeAliases, judgeCountries } from "./judge/site-files.js";
import { judgeSourceAccess } from "./judge/source-access.js";
import { judgeSourceVersions } from "./judge/source-versions.js";
import { judgeSourceWriters } from "./judge/source-writers.js";
import { judgeSources } from "./judge/sources.js";
import { judgeAnswers, judgeWebAccess, judgeWebSites } from "./judge/web-sites.js";
import { lookAtCertificates } from "./look/certificates.js";
import { lookAtFolders } from "./look/folders.js";
import { lookAtHooks } from "./look/hooks.js";
import { lookAtNotify } from "./look/notify.js";
import { lookAtOpenvpnConfigs } from "./look/openvpn-configs.js";
import { lookAtPublished } from "./look/published.js";
import { findSchedule, lookAtLastRun, lookAtLock, lookAtSchedule, lookAtServiceLimits } from "./look/runs.js";
import { lookAtSiteFiles } from "./look/site-files.js";
import { lookAtSources } from "./look/sources.js";
import { lookAtWebSites } from "./look/web-sites.js";
import type { Place } from "./place.js";

/** The way from OpenVPN to the reader's browser: what is looked at, and what judges it, in this order. */
export async function findAll(place: Place, context: Context): Promise<readonly Finding[]> {
  const sources = await lookAtSources(place);
  const folders = lookAtFolders(place);
  const files = lookAtSiteFiles(place);
  const web = await lookAtWebSites(place);
  return [
    judgeOpenvpnConfigs(lookAtOpenvpnConfigs(place), context),
    judgeSources(sources, context),
    judgeSourceAccess(sources, context),
    judgeSourceWriters(sources, context),
    judgeSourceVersions(sources, context),
    judgeMaxClients(sources, context),
    judgeHooks(lookAtHooks(place), context),
    judgeSchedule(lookAtSchedule(place), context),
    judgeServiceLimits(lookAtServiceLimits(place), context),
    judgeAliases(files, context),
    judgeCountries(files, context),
    judgeCertificates(lookAtCertificates(place), context),
    judgeHistoryFolder(folders, context),
    judgeLock(lookAtLock(place), context),
    judgeLastRun(lookAtLastRun(place), context),
    judgeNotify(lookAtNotify(place), context),
    judgeIntervals({ sources, schedule: findSchedule(place) }, context),
    judgeOutFolder(folders, context),
    judgePublished(lookAtPublished(place), context),
    judgeMetricsFolder(folders, context),
    judgeWebSites(web, context),
    judgeWebAccess(web, context),
    judgeAnswers(web, context),
  ].flat();
}
