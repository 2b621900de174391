import { NO_CERTIFICATES } from "../../src/site/certificates/certificates.js";
import { NO_COUNTRIES } from "../../src/site/countries.js";
import { makeDemoMonth } from "../../src/commands/demo/demo-company.js";
import { makeDemoHistory, DEMO_SOURCES } from "../../src/commands/demo/demo-history.js";
import { demoRoutes } from "../../src/commands/demo/demo-routes.js";
import { toSiteInput } from "../../src/build/to-site-input.js";
import { newestFirst } from "../../src/history/newest-first.js";
import { toMonitoring } from "../../src/history/monitoring.js";
import type { FullInput } from "./full-index.js";
import { PLAIN_COMMAND } from "../../src/text/format/printed-command.js";
import type { Language } from "../../src/text/i18n/language.js";
import { BERLIN, NOW_SECONDS } from "./example-site.js";
import { DATE_FORMATS } from "../../src/text/format/date-format.js";

const month = makeDemoMonth(NOW_SECONDS, BERLIN);
const change = makeDemoHistory(month, NOW_SECONDS, BERLIN);
const sources = DEMO_SOURCES.map((source) => ({ ...source, routes: demoRoutes(month, NOW_SECONDS, source.server) }));

/** What `demo` shows, in a language: a month of a small company's VPN. */
export function demoInput(language: Language): FullInput {
  const config = {
    title: "Demo",
    language,
    dateFormat: DATE_FORMATS[language],
    timezone: BERLIN.name,
    command: PLAIN_COMMAND,
    recentDays: 7,
    hasWall: false,
    isForOthers: false,
    staleAfterSeconds: 300,
    usersIgnoreCase: false,
  };
  const { staleAfterSeconds } = config;
  const monitoring = {
    ...toMonitoring(change.samples, [], { zone: BERLIN, staleAfterSeconds }),
    exactFromSeconds: null,
  };
  const files = {
    aliases: { aliases: month.aliases, problem: "" },
    countries: { countries: NO_COUNTRIES, problem: "" },
    certificates: { certificates: NO_CERTIFICATES, problem: "" },
  };
  return {
    ...toSiteInput(config, change, sources, monitoring, files, NOW_SECONDS),
    endedSessions: [...change.ended].sort(newestFirst),
    usage: change.usage,
  };
}
