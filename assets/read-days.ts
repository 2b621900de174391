import type { DayOfUser } from "./contiguous-selection.js";
import type { Group, TableView } from "./table-view.js";

/**
 * The sessions of each user and day, as the history tables show them. Days whose sessions may be incomplete are left
 * out.
 */
export function readDays(views: readonly TableView[], main: HTMLElement): readonly DayOfUser[] {
  const ownName = main.dataset["user"];
  return views.flatMap(({ table, groups }) => {
    const days = groups.map((group) => readDay(group, ownName));
    // A table that does not show all has its last rows cut off.
    const oldest = days.map(({ day }) => day).sort()[0];
    return table.dataset["cut"] === undefined ? days : days.filter(({ day }) => day !== oldest);
  });
}

function readDay({ tbody, rows }: Group, ownName: string | undefined): DayOfUser {
  const { user: slug = "", userLink } = rows[0] ?? {};
  return {
    day: tbody.dataset["day"] ?? "",
    slug,
    user: ownName === undefined ? toExactName(userLink?.textContent ?? "") : decodeURIComponent(ownName),
    ids: rows.map(({ id }) => id),
    hasRunning: rows.some(({ isOpen }) => isOpen),
  };
}

/** Undefined for a name that is not shown as it is: the empty one, and one with marks for invisible characters. */
function toExactName(shown: string): string | undefined {
  return shown === "" || shown.startsWith("(") || shown.includes("(U+") ? undefined : shown;
}
