import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { historyFiles } from "../../io/history/history-files.js";
import { commitChange } from "../../io/history/journal.js";
import type { Config } from "../../io/config/config.js";
import { ALIASES_NAME } from "../../io/config/read-aliases.js";
import { loadConfig } from "../../io/config/load-config.js";
import { withScratchFolder } from "../../io/files/scratch-folder.js";
import { DATE_FORMATS } from "../../text/format/date-format.js";
import { PLAIN_COMMAND } from "../../text/format/printed-command.js";
import { makeZone } from "../../status/zone.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import { LANGUAGES, type Language } from "../../text/i18n/language.js";
import { inLanguage } from "../../text/problem.js";
import { checkFolders } from "../setup/check-folders.js";
import { makeDemoMonth } from "./demo-company.js";
import { DEMO_NAMING, makeDemoHistory, DEMO_SOURCES } from "./demo-history.js";
import { demoRoutes } from "./demo-routes.js";
import { makeSite } from "../update/make-site.js";
import { makeCommand } from "../flags/make-command.js";
import { readNow } from "../flags/read-now.js";
import type { Host } from "../../build/host.js";
import { openHistory } from "../../build/open-history.js";

/**
 * `demo`: a made-up month of a small company's VPN through the real reconcile, store and publish, its history in a
 * temporary folder.
 */
export const demo = makeCommand({
  name: "demo",
  flags: {
    out: { type: "string", value: "folder", does: "demoOut" },
    language: { type: "string", value: { oneOf: LANGUAGES }, does: "language" },
    now: { type: "string", value: "time", does: "demoNow" },
  },
  takesOperands: false,
  run: (values, host) => {
    const { language } = loadConfig({ language: values.language }, undefined, host);
    return inLanguage(language, () => makeDemo(values, language, host));
  },
});

async function makeDemo(
  values: { readonly out?: string | undefined; readonly now?: string | undefined },
  language: Language,
  host: Host,
): Promise<number> {
  const out = resolve(host.currentFolder, values.out ?? "out");
  const nowSeconds = values.now === undefined ? Math.floor(host.nowSeconds()) : readNow(values.now);
  const zone = makeZone(host.systemZone);
  const month = makeDemoMonth(nowSeconds, zone);
  const claim = { madeBy: "demo", full: false } as const;
  await withScratchFolder(async (folder) => {
    checkFolders({ history: folder, out }, claim, host);
    commitChange(folder, historyFiles(folder, makeDemoHistory(month, nowSeconds, zone)));
    const aliases = join(folder, ALIASES_NAME);
    writeFileSync(aliases, JSON.stringify(Object.fromEntries(month.aliases)));
    const config: Config = {
      title: "Example Ltd VPN (demo)",
      language,
      dateFormat: DATE_FORMATS[language],
      timezone: zone.name,
      out,
      history: folder,
      aliases: { kind: "named", path: aliases },
      countries: { kind: "off" },
      certificates: { index: null, servers: [] },
      command: PLAIN_COMMAND,
      isForOthers: false,
      appearance: { accent: null, logo: null, stylesheet: null },
      recentDays: 7,
      hasWall: true,
      staleAfterSeconds: 300,
      keepSeconds: null,
      servers: [],
      sites: [],
      expected: [],
      metrics: { perClient: true, file: null },
      feed: false,
      notify: null,
      limits: { maxClients: null, poolSize: null },
      ...DEMO_NAMING,
    };
    const settings = { config, nowSeconds, full: false, quiet: false, verbose: false };
    const history = openHistory(settings, host.programVersion);
    const observed = DEMO_SOURCES.map((source) => ({
      ...source,
      routes: demoRoutes(month, nowSeconds, source.server),
    }));
    await makeSite({ history, observed, claim, stopAtSeconds: null }, settings, host);
  });
  host.writeStdout(`${commandTextsIn(language).demoDone(out, resolve(out, "index.html"))}\n`);
  return 0;
}
