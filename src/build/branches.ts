import { siteTables } from "../site/downloads/download-tables.js";
import { summaryPages } from "../site/pages/list-pages.js";
import { toTableTargets, type BranchContext, type PlannedBranch } from "./branch.js";
import { planMonths } from "./month-branches.js";
import { toSearchIndexTarget } from "./search-targets.js";
import { toPageTargets } from "./page-targets.js";
import { planUsers } from "./user-branches.js";

/** All branches of the history's part of the site, in the order in which they are built, newest first. */
export function* planBranches(context: BranchContext): Generator<PlannedBranch> {
  const months = planMonths(context);
  const newest = months.next();
  if (newest.done !== true) yield newest.value;
  yield* planUsers(context);
  yield* months;
  yield planSite(context);
}

function planSite(context: BranchContext): PlannedBranch {
  const { sources, index, reader, tools, charts, downloads } = context;
  const { input } = sources;
  return {
    branch: { kind: "site", name: "" },
    // It shows something of every other branch.
    key: null,
    plan: () => [
      ...siteTables(input, reader.history.ended).flatMap((table) => toTableTargets(table, context)),
      downloads.toAccessReview(index),
      toSearchIndexTarget(input, index),
      ...toPageTargets(summaryPages(input, index, charts), tools),
    ],
  };
}
