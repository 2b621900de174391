import type { BuildReport } from "../../build/build-site.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { RecordedBefore } from "../notify/record-notices.js";

/**
 * After a command that changes what has been: notes what is worth a look now, so that the command of `[notify]` is not told of what
 * only the deletion or the import has made so. For the holder of the lock.
 */
export async function recordChangedPast(
  report: BuildReport,
  recorded: RecordedBefore,
  { config: { history, notify }, nowSeconds }: GenSettings,
): Promise<void> {
  if (notify === null) return;
  const { recordNotices } = await import("../notify/record-notices.js");
  recordNotices(history, report, notify, recorded, nowSeconds);
}
