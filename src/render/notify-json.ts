import { toLastedSeconds } from "../history/counted-from.js";
import { toPublicId } from "../site/feed/event-id.js";
import type { NotifyEvent } from "../site/notify/notify-event.js";
import { formatInstant } from "../text/format/format-time.js";
import { visibleJson, visibleProse, visibleText } from "../text/format/visible-text.js";
import { sessionJson } from "./session-json.js";

/**
 * An event for the command of `[notify]`, as JSON on one line. `title` and `text` are for people, so each character
 * in them is visible; names are unchanged.
 *
 * @param site.title of the site
 * @param site.secret see {@link toPublicId}
 */
export function renderNotifyEvent(
  event: NotifyEvent,
  { title: site, secret }: { readonly title: string; readonly secret: string },
): string {
  const { session, alias, country } = event;
  const json = {
    id: toPublicId(secret, event.id),
    kind: event.kind,
    time: formatInstant(event.seconds),
    site: visibleProse(site),
    title: visibleText(event.title),
    text: visibleText(event.text),
    server: event.server,
    user: event.user,
    alias,
    notice: event.notice,
    source: event.source,
    state: event.state,
    count: event.count,
    session:
      session === null
        ? null
        : sessionJson({ session, alias: alias ?? "", country, durationSeconds: toLastedSeconds(session) }),
  };
  return `${visibleJson(JSON.stringify(json))}\n`;
}
