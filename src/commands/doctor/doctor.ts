import { existsSync } from "node:fs";
import type { Host } from "../../build/host.js";
import type { ConfigFlags } from "../../io/config/config-flags.js";
import { loadConfig } from "../../io/config/load-config.js";
import { parseConfig } from "../../io/config/parse-config.js";
import { configPaths, readConfigFile, type ConfigFile } from "../../io/config/read-config-file.js";
import { doctorTextsIn } from "../../text/i18n/doctor-texts.js";
import type { Language } from "../../text/i18n/language.js";
import { inLanguage, ProblemError } from "../../text/problem.js";
import { SITE_FLAGS } from "../flags/gen-flags.js";
import { makeCommand } from "../flags/make-command.js";
import { readNow } from "../flags/read-now.js";
import { EXIT_CODE_NOT_WELL } from "../report/exit-code.js";
import { problemLanguage, toSentences } from "../report/report-problem.js";
import { runChecks } from "./checks.js";
import { makeCommands, type CommandPlace, type DoctorCommands } from "./doctor-commands.js";
import { ok, problem, unknown, type Context, type Finding } from "./finding.js";
import { readPlace, type Place } from "./place.js";
import { printRedacted } from "./redact/print-redacted.js";
import { printFindings } from "./print-findings.js";

const { config, history, out, language, now } = SITE_FLAGS;
/** `doctor`: checks everything from OpenVPN to the browser, in that order. It changes nothing. */
export const doctor = makeCommand({
  name: "doctor",
  flags: { config, history, out, language, now, redact: { type: "string", value: "file", does: "redact" } },
  takesOperands: false,
  run: async ({ config: configFlag, now: nowFlag, redact, ...flags }, host) => {
    if (redact !== undefined) return printRedacted(redact, host);
    const nowSeconds = nowFlag === undefined ? Math.floor(host.nowSeconds()) : readNow(nowFlag);
    const { findings, language: spoken } = await runDoctor({ configFlag, flags, nowSeconds }, host);
    host.writeStdout(printFindings(findings, doctorTextsIn(spoken)));
    return findings.every(({ verdict }) => verdict === "ok") ? 0 : EXIT_CODE_NOT_WELL;
  },
});

interface DoctorRequest {
  readonly configFlag: string | undefined;
  readonly flags: ConfigFlags;
  readonly nowSeconds: number;
}

interface DoctorResult {
  readonly findings: readonly Finding[];
  readonly language: Language;
}

async function runDoctor({ configFlag, flags, nowSeconds }: DoctorRequest, host: Host): Promise<DoctorResult> {
  const environment = host.environment["OPENVPN_STATUS_SITE_CONFIG"];
  try {
    const file = readConfigFile(configFlag, environment, host);
    const site = loadConfig(flags, file, host);
    const configPath = file?.path ?? null;
    const place = await inLanguage(site.language, () => readPlace(site, configPath, nowSeconds, host));
    const t = doctorTextsIn(site.language);
    const context: Context = {
      ...place,
      t,
      language: site.language,
      dateFormat: site.dateFormat,
      commands: toCommands(place, file?.values ?? {}, host),
    };
    const found = ok(t.config.subject, configPath ?? t.config.none);
    return { findings: [found, ...(await runChecks(place, context))], language: site.language };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.kind === "usage") throw error;
    const language = problemLanguage(error, host);
    return {
      findings: [await toConfigFinding(error, configFlag ?? (environment || undefined), language, host)],
      language,
    };
  }
}

/** Without a config nothing else can be checked. */
async function toConfigFinding(
  error: ProblemError,
  named: string | undefined,
  language: Language,
  host: Host,
): Promise<Finding> {
  const { subject } = doctorTextsIn(language).config;
  const paths = configPaths(named, host);
  const configPath = paths.find((path) => existsSync(path)) ?? paths.at(-1) ?? null;
  const folders = {
    history: "history",
    out: "out",
    user: null,
    hasService: false,
    sources: [],
    servers: [],
    hasKeys: true,
  };
  const commands = makeCommands({ ...toStart(host), configPath, ...folders });
  const found = await toSentences(error.problem, language);
  const { kind, command } = error.problem;
  if (kind === "permission") return unknown(subject, found, commands.doctorAsRoot);
  return problem(subject, found, command ?? commands.editConfig);
}

function toCommands(
  { config: site, configPath, runner, service, sources }: Place,
  values: ConfigFile["values"],
  host: Host,
): DoctorCommands {
  const writtenStatuses = parseConfig(values, configPath).server.map(({ status }) => status);
  return makeCommands({
    ...toStart(host),
    configPath,
    hasKeys: Object.keys(values).length > 0,
    history: site.history,
    out: site.out,
    user: runner.uid === 0 ? null : runner.name,
    hasService: service !== null,
    sources: sources.map(({ source }) => source),
    servers: site.servers.map(({ status, events, timezone }, index) => {
      return { status, events, timezone, writtenStatus: writtenStatuses[index] ?? status };
    }),
  });
}

function toStart({
  startWords,
  currentFolder,
  nonRootUser,
}: Host): Pick<CommandPlace, "isRoot" | "startWords" | "currentFolder"> {
  return { isRoot: nonRootUser === null, startWords, currentFolder };
}
