import type { ClientUse } from "../../rollup/client-use.js";
import { compareNames } from "../../text/format/compare-names.js";
import { toPlatformName } from "../client-names.js";
import type { HistoryIndex } from "../site-index.js";
import type { SiteInput } from "../site-input.js";
import { userLink, type UserLink } from "./page-frame.js";

/** The users of one version on one platform. */
export interface ClientVersion {
  readonly version: string;
  /** As people call it; empty if unknown. */
  readonly platform: string;
  /** Whether another user has a newer minor release. */
  readonly isOutdated: boolean;
  /** By name. */
  readonly users: readonly UserLink[];
}

/** For each user and platform the client of the newest session whose version is known; newest version first. */
export function clientVersions(
  { language }: Pick<SiteInput, "language">,
  index: HistoryIndex,
): readonly ClientVersion[] {
  const rows = new Map<string, { readonly use: ClientUse; readonly users: UserLink[] }>();
  for (const { user, clients } of index.users.values()) {
    for (const use of clients) {
      const key = JSON.stringify([use.version, use.platform]);
      const row = rows.get(key);
      if (row === undefined) rows.set(key, { use, users: [userLink(index, user)] });
      else row.users.push(userLink(index, user));
    }
  }
  const newest = newestReleases([...rows.values()].map(({ use }) => use));
  return [...rows.values()]
    .map(({ use, users }) => {
      const release = parseRelease(use);
      const isOutdated = release !== undefined && release.minor < (newest.get(release.line) ?? 0);
      return { version: use.version, platform: toPlatformName(use.platform), isOutdated, users };
    })
    .sort((a, b) => compareNames(language, b.version, a.version) || compareNames(language, a.platform, b.platform));
}

interface Release {
  /** Only releases of one line are compared. */
  readonly line: string;
  readonly minor: number;
}

/**
 * `2.6.12` → minor release 6; undefined if the client names no release, as `3.git::d3f8b18b` does. OpenVPN 2 is one
 * program on all platforms. From OpenVPN 3 on there are apps, which each platform releases on its own.
 */
function parseRelease({ version, platform }: ClientUse): Release | undefined {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})(?!\d)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return { line: major === "2" ? major : `${major} ${platform}`, minor: Number(minor) };
}

/** A user who tests a release that is not finished does not make all others outdated. */
function newestReleases(uses: readonly ClientUse[]): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  for (const use of uses) {
    const release = parseRelease(use);
    if (release === undefined || /alpha|beta|rc|git/i.test(use.version)) continue;
    newest.set(release.line, Math.max(newest.get(release.line) ?? 0, release.minor));
  }
  return newest;
}
