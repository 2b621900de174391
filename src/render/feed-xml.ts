import { toEventId, toPublicId } from "../site/feed/event-id.js";
import type { FeedEntry, SiteFeed } from "../site/feed/site-feed.js";
import { formatInstant } from "../text/format/format-time.js";
import { escapeSvg, Prose } from "./html/escape-html.js";

/**
 * `feed.xml`, in the Atom format (RFC 4287). Its ids do not change, so that readers show each entry once. Its links are
 * relative to it.
 *
 * @param secret see {@link toPublicId}
 */
export function renderFeed({ title, entries }: SiteFeed, language: string, secret: string): string {
  const updated = entries[0]?.seconds ?? 0;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${toPublicId(secret, "feed")}</id>
<title>${escapeSvg(new Prose(title))}</title>
<updated>${formatInstant(updated)}</updated>
<author><name>openvpn-status-site</name></author>
<link href="index.html"/>
${entries.map((entry) => renderEntry(entry, secret)).join("")}</feed>
`;
}

function renderEntry({ key, seconds, category, title, text, path }: FeedEntry, secret: string): string {
  return `<entry>
<id>${toPublicId(secret, toEventId(key))}</id>
<title>${escapeSvg(title)}</title>
<updated>${formatInstant(seconds)}</updated>
<category term="${category}"/>
<link href="${escapeSvg(path)}"/>
<content type="text">${escapeSvg(text)}</content>
</entry>
`;
}
