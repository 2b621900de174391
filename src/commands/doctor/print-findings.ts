import { visibleText } from "../../text/format/visible-text.js";
import type { DoctorTexts } from "../../text/i18n/doctor-texts.js";
import type { Finding } from "./finding.js";

/** The table: a line for each finding, and below a problem the command that fixes it. Then the number of problems. */
export function printFindings(findings: readonly Finding[], t: DoctorTexts): string {
  const rows = findings.map((finding) => ({
    verdict: t.verdict[finding.verdict],
    subject: visibleText(finding.subject),
    found: visibleText(finding.found),
    command: finding.verdict === "ok" ? null : visibleText(finding.command),
  }));
  const width = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const verdictWidth = width(rows.map(({ verdict }) => verdict));
  const subjectWidth = width(rows.map(({ subject }) => subject));
  const lines = rows.flatMap(({ verdict, subject, found, command }) => [
    `${verdict.padEnd(verdictWidth)}  ${subject.padEnd(subjectWidth)}  ${found}`,
    ...(command === null ? [] : [`${" ".repeat(verdictWidth)}  ${command}`]),
  ]);
  const count = (verdict: Finding["verdict"]): number => findings.filter((one) => one.verdict === verdict).length;
  return `${[...lines, "", t.summary(count("problem"), count("unknown"))].join("\n")}\n`;
}
