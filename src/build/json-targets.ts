import { toJsonSchema } from "../render/json-schema.js";
import type { Session } from "../history/session.js";
import { renderDayJson, renderUserJson, renderUserMonthJson, type SessionNames } from "../render/session-lists-json.js";
import { sessionJson } from "../render/session-json.js";
import type { DayEntry } from "../rollup/days.js";
import type { UserMonthRollup } from "../rollup/user-rollup.js";
import { fingerprint } from "../site/fingerprint.js";
import { findJsonMonths } from "../site/json-months.js";
import { linkedUser } from "../site/pages/page-frame.js";
import type { SiteIndex, UserEntry } from "../site/site-index.js";
import { dayPath, relativeHref, SCHEMA_PATH, toJsonPath, userMonthPath, userPath } from "../site/site-paths.js";
import type { Target } from "../site/target.js";
import type { SiteSources } from "./site-sources.js";

/*
 * The sessions of a user and of a day as JSON, beside their pages. They lack what changes each minute in a running
 * session: `status.json` has that.
 */

interface JsonContext {
  readonly sources: Pick<SiteSources, "input" | "programVersion">;
  readonly index: SiteIndex;
}

/** @param endedKey changes with the day's ended sessions, and with names */
export function toDayJsonTarget({ day, sessions, carried }: DayEntry, endedKey: string, context: JsonContext): Target {
  const key = fingerprint(endedKey, toRunningKey([...sessions, ...carried]));
  return toTarget(dayPath(day), key, context, (timezone, names) =>
    renderDayJson({ day, timezone }, { sessions, carried }, names),
  );
}

/** @param openByMonth the user's running sessions, by the month in which they began */
export function toUserJsonTargets(
  entry: UserEntry,
  openByMonth: ReadonlyMap<string, readonly Session[]>,
  context: JsonContext,
): readonly Target[] {
  const { user, alias, slug, months, sessionCount } = entry;
  const inFull = findJsonMonths(months);
  const older = months.slice(inFull.length);
  const own = userPath(slug);
  const toKey = (keyed: readonly UserMonthRollup[]): string =>
    fingerprint(
      [user, alias],
      keyed.map(({ month, rows }) => [month, rows, toRunningKey(openByMonth.get(month) ?? [])]),
    );
  const counts = months.map(({ month, totals }) => [month, totals.sessionCount]);
  return [
    toTarget(own, fingerprint(toKey(inFull), counts), context, (timezone, names) => {
      const lists = months.map(({ month, totals }, place) => {
        const path = place < inFull.length ? null : relativeHref(own, toJsonPath(userMonthPath(slug, month)));
        return { month, sessionCount: totals.sessionCount, path };
      });
      const { sessions } = entry.read(inFull);
      return renderUserJson({ user, timezone, sessionCount, months: lists, sessions }, names);
    }),
    ...older.map((userMonth) => {
      const { month } = userMonth;
      return toTarget(userMonthPath(slug, month), toKey([userMonth]), context, (timezone, names) =>
        renderUserMonthJson({ user, month, timezone }, entry.read([userMonth]).sessions, names),
      );
    }),
  ];
}

/** The fields of running sessions that do not change each minute. */
function toRunningKey(sessions: readonly Session[]): unknown {
  const running = sessions.filter(({ endSeconds }) => endSeconds === null);
  return running.map((session) => sessionJson({ session, alias: "", country: "", durationSeconds: null }));
}

function toTarget(
  page: string,
  key: string,
  { sources: { input, programVersion }, index }: JsonContext,
  render: (timezone: string, names: SessionNames) => string,
): Target {
  const { zone, countries } = input;
  return {
    path: toJsonPath(page),
    stage: "download",
    toKey: () => fingerprint(programVersion, zone.name, countries.key, key),
    make: () => render(zone.name, { toAlias: (user) => linkedUser(index, user).alias, toCountry: countries.find }),
  };
}

/** The JSON Schema of all JSON files, which depends on the program alone. */
export function toSchemaTarget(): Target {
  const text = `${JSON.stringify(toJsonSchema(), null, 1)}\n`;
  return { path: SCHEMA_PATH, stage: "asset", toKey: () => text, make: () => text };
}
