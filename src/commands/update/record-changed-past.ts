import type { BuildReport } from "../../build/build-site.js";
import type { GenSettings } from "../../build/gen-settings.js";
import type { RecordedBefore } from "../notify/record-notices.js";

/**
 * After a deletion or an import: records the current notices as known, so that `[notify]` does not send those that
 * only this change caused. Requires the lock.
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
