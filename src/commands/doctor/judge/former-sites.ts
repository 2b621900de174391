import { problem, type Context, type Finding } from "../finding.js";

export interface FormerSite {
  readonly out: string;
  /** What removes it. */
  readonly command: string;
}

/** Each is a problem: nobody else would notice that it is still there. */
export function judgeFormerSites(
  sites: readonly FormerSite[],
  { t: { formerSite: t }, commands }: Context,
): readonly Finding[] {
  return sites.map(({ out, command }) => problem(t.subject(out), t.published, commands.asRoot(command)));
}
