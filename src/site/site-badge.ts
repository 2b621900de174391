import { formatInteger } from "../text/format/format-number.js";
import { formatTime } from "../text/format/format-time.js";
import { messagesIn } from "../text/i18n/messages.js";
import type { SiteInput } from "./site-input.js";
import { siteState, type SiteState } from "./site-status.js";

/** `badge.svg`: how many are connected, with the time. An old time shows that `gen` no longer runs. */
export interface SiteBadge {
  /** The site's title as in the config, which may contain hidden characters. */
  readonly label: string;
  readonly value: string;
  readonly state: SiteState;
}

/** If a source is not ok, the number may be wrong, so the badge shows that instead. */
export function siteBadge(input: SiteInput): SiteBadge {
  const { title, language, zone, nowSeconds, openSessions } = input;
  const t = messagesIn(language);
  const state = siteState(input);
  const what =
    state === "problem" ? t.badgeProblem : t.chart.connectedCount(formatInteger(language, openSessions.length));
  return { label: title, value: `${what} · ${formatTime(zone, nowSeconds)}`, state };
}
