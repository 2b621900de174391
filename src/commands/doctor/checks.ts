import type { Context, Finding } from "./finding.js";
import { judgeCertificates } from "./judge/certificates.js";
import { judgeFormerSites } from "./judge/former-sites.js";
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
import { readCertificatesFacts } from "./facts/certificates.js";
import { readFoldersFacts } from "./facts/folders.js";
import { readFormerSitesFacts } from "./facts/former-sites.js";
import { readHookFacts } from "./facts/hooks.js";
import { readNotifyFacts } from "./facts/notify.js";
import { readOpenvpnFacts } from "./facts/openvpn-configs.js";
import { readPublishedFacts } from "./facts/published.js";
import { findSchedule, readLastRunFacts, readLockFacts, readScheduleFacts, readServiceFacts } from "./facts/runs.js";
import { readSiteFilesFacts } from "./facts/site-files.js";
import { readSourcesFacts } from "./facts/sources.js";
import { readWebSiteFacts } from "./facts/web-sites.js";
import type { Place } from "./place.js";

/** All checks, in the order in which they are printed. */
export async function runChecks(place: Place, context: Context): Promise<readonly Finding[]> {
  const sources = await readSourcesFacts(place);
  const folders = readFoldersFacts(place);
  const files = readSiteFilesFacts(place);
  const web = await readWebSiteFacts(place);
  return [
    judgeOpenvpnConfigs(readOpenvpnFacts(place), context),
    judgeSources(sources, context),
    judgeSourceAccess(sources, context),
    judgeSourceWriters(sources, context),
    judgeSourceVersions(sources, context),
    judgeMaxClients(sources, context),
    judgeHooks(readHookFacts(place), context),
    judgeSchedule(readScheduleFacts(place), context),
    judgeServiceLimits(readServiceFacts(place), context),
    judgeAliases(files, context),
    judgeCountries(files, context),
    judgeCertificates(readCertificatesFacts(place), context),
    judgeHistoryFolder(folders, context),
    judgeLock(readLockFacts(place), context),
    judgeLastRun(readLastRunFacts(place), context),
    judgeNotify(readNotifyFacts(place), context),
    judgeIntervals({ sources, schedule: findSchedule(place) }, context),
    judgeOutFolder(folders, context),
    judgePublished(readPublishedFacts(place), context),
    judgeFormerSites(readFormerSitesFacts(place), context),
    judgeMetricsFolder(folders, context),
    judgeWebSites(web, context),
    judgeWebAccess(web, context),
    judgeAnswers(web, context),
  ].flat();
}
