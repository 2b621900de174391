/** A user's sessions of one day in a history table, as the page was made. */
export interface DayOfUser {
  /** `2026-11-21`. */
  readonly day: string;
  /** The slug of the user's page. */
  readonly slug: string;
  /** The user's exact name; undefined if the page does not show it as it is. */
  readonly user: string | undefined;
  readonly ids: readonly string[];
  /** Whether one of them was still connected: it may have ended since then. */
  readonly hasRunning: boolean;
}

/** All sessions that began on some days: of one user, or of everyone. */
export interface DayRange {
  readonly user: string | undefined;
  readonly from: string;
  readonly to: string;
}

/**
 * The days that describe a selection completely: `prune` then deletes the selected sessions and no others. Undefined if
 * no days do.
 *
 * @param days each day whose sessions the page shows completely
 * @param isUserPage whether the page shows one user only, so that it cannot know the days of the others
 * @param beforeDay days from this one on may not be over: more sessions may begin on them, and end
 */
export function findDayRange(
  days: readonly DayOfUser[],
  selected: ReadonlySet<string>,
  { isUserPage, beforeDay }: { readonly isUserPage: boolean; readonly beforeDay: string },
): DayRange | undefined {
  const chosen = days.filter(({ ids }) => ids.some((id) => selected.has(id)));
  const chosenDays = chosen.map(({ day }) => day).sort();
  const [from, to] = [chosenDays[0], chosenDays.at(-1)];
  if (from === undefined || to === undefined || to >= beforeDay) return undefined;
  const slugs = new Set(chosen.map(({ slug }) => slug));
  const user = slugs.size === 1 ? chosen[0]?.user : undefined;
  if (user === undefined && isUserPage) return undefined;

  const covered = days.filter(({ day, slug }) => day >= from && day <= to && (user === undefined || slugs.has(slug)));
  const coveredIds = covered.flatMap(({ ids }) => ids);
  const isExact =
    coveredIds.length === selected.size &&
    coveredIds.every((id) => selected.has(id)) &&
    !covered.some(({ hasRunning }) => hasRunning);
  return isExact ? { user, from, to } : undefined;
}
