import { join } from "node:path";
import type { Host } from "../../build/host.js";
import { makeExpectedUsers } from "../../build/make-expected-users.js";
import { readLastNotify } from "../../io/cache/last-notify.js";
import { readLastRun } from "../../io/cache/last-run.js";
import { readSiteStatus, type PublishedStatus } from "../../io/publish/read-site-status.js";
import type { ExpectedUser } from "../../site/expected-users.js";
import { visibleText } from "../../text/format/visible-text.js";
import { commandTextsIn } from "../../text/i18n/command-texts.js";
import { ProblemError } from "../../text/problem.js";
import { genSettings, SITE_FLAGS } from "../flags/gen-flags.js";
import { makeCommand, type Command } from "../flags/make-command.js";
import { problemLanguage, toSentences } from "../report/report-problem.js";
import { CHECK_CODES, judgeSite, type Verdict } from "./judge-site.js";

const { config, history, out, language, now } = SITE_FLAGS;
/**
 * `check`: one line and an exit code for Nagios, Checkmk and Icinga. It only reads. If it fails itself, the code is
 * 3.
 */
export const check: Command = async (args, host) => {
  try {
    return await checkSite(args, host);
  } catch (error) {
    const text =
      error instanceof ProblemError ? await toSentences(error.problem, problemLanguage(error, host)) : String(error);
    return writeVerdict({ level: "UNKNOWN", texts: [text], figures: [] }, host);
  }
};

const checkSite = makeCommand({
  name: "check",
  flags: {
    expect: { type: "string", multiple: true, value: "name", does: "expect" },
    config,
    history,
    out,
    language,
    now,
  },
  takesOperands: false,
  run: async ({ expect = [], ...flags }, host) => {
    const settings = genSettings(flags, host);
    const { config: site, nowSeconds } = settings;
    const read = readSiteStatus(site.out);
    const expected = await makeExpectedUsers([...site.expected, ...expect], site);
    const verdict = judgeSite(
      {
        read,
        lastRun: readLastRun(join(site.history, "cache")),
        lastNotify: site.notify === null ? null : readLastNotify(join(site.history, "cache")),
        expected: read.kind === "status" ? findConnected(expected, read.status) : [],
        nowSeconds,
        language: site.language,
      },
      commandTextsIn(site.language).check,
    );
    return writeVerdict(verdict, host);
  },
});

function findConnected(
  expected: readonly ExpectedUser[],
  { clients }: PublishedStatus,
): readonly { readonly name: string; readonly isConnected: boolean }[] {
  const connected = [...new Set(clients.flatMap(({ user, alias }) => [user, alias]))].filter((name) => name !== "");
  return expected.map(({ name, isMatch }) => ({ name, isConnected: connected.some(isMatch) }));
}

/** One line: what follows a bar are figures, so a text may not have one. */
function writeVerdict({ level, texts, figures }: Verdict, host: Pick<Host, "writeStdout">): number {
  const text = visibleText(texts.join("; ")).replaceAll("|", "/");
  host.writeStdout(`OPENVPN ${level} - ${text}${figures.length === 0 ? "" : ` | ${figures.join(" ")}`}\n`);
  return CHECK_CODES[level];
}
