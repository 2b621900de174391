import * as v from "valibot";
import { NOTIFY_KINDS } from "../../history/sent-event.js";
import { SITE_PARTS } from "../../site/further/site-parts.js";
import { DATE_ORDERS } from "../../text/format/date-format.js";
import { parseDuration } from "../../text/format/parse-duration.js";
import { isSafeToPaste } from "../../text/format/printed-command.js";
import { parseColor } from "../../text/format/readable-color.js";
import {
  converted,
  DAYS_OR_OFF,
  DURATION,
  ENCODING,
  EVENTS,
  expects,
  GEOIP,
  LANGUAGE,
  LIMIT,
  PATH,
  RECENT_DAYS,
  TEXT,
  ZONE,
} from "./config-values.js";

/* The keys of the config file, with what each may hold and its default. */

export const SERVER_SCHEMA = v.strictObject(
  {
    name: v.optional(TEXT),
    status: PATH,
    timezone: v.optional(ZONE),
    encoding: v.optional(ENCODING),
    password_file: v.optional(PATH),
    events: v.optional(EVENTS),
    ca: v.optional(PATH),
    cert: v.optional(PATH),
    max_clients: v.optional(LIMIT),
    pool_size: v.optional(LIMIT),
  },
  expects("servers"),
);

export const FURTHER_SITE_SCHEMA = v.strictObject(
  {
    out: PATH,
    title: v.optional(TEXT),
    users: v.optional(v.picklist(["aliases", "names"], expects("siteUsers")), "aliases"),
    addresses: v.optional(v.picklist(["masked", "full", "none"], expects("siteAddresses")), "masked"),
    pages: v.optional(v.array(v.picklist(SITE_PARTS, expects("sitePages")), expects("sitePages"))),
  },
  expects("sites"),
);

/** A run of each minute can wait no longer. */
const MAX_NOTIFY_SECONDS = 50;

export const NOTIFY_SCHEMA = v.strictObject(
  {
    command: PATH,
    kinds: v.optional(v.array(v.picklist(NOTIFY_KINDS, expects("notifyKinds")), expects("notifyKinds")), [
      ...NOTIFY_KINDS,
    ]),
    timeout: v.optional(v.pipe(TEXT, converted(notifyTimeout, expects("notifyTimeout"))), "20s"),
  },
  expects("notify"),
);

export const SITE_SCHEMA = v.strictObject({
  title: v.optional(TEXT, "OpenVPN"),
  language: v.optional(LANGUAGE, "en"),
  timezone: v.optional(ZONE),
  out: v.optional(PATH, "out"),
  history: v.optional(PATH, "history"),
  aliases: v.optional(PATH),
  geoip: v.optional(GEOIP, "bundled"),
  easyrsa_index: v.optional(PATH),
  max_clients: v.optional(LIMIT),
  pool_size: v.optional(LIMIT),
  recent_days: v.optional(RECENT_DAYS, 7),
  expected: v.optional(v.array(TEXT, expects("names")), []),
  keep: v.optional(DAYS_OR_OFF, "off"),
  stale_after: v.optional(DURATION, "5m"),
  user_from: v.optional(v.picklist(["common_name", "username"], expects("userFrom")), "common_name"),
  users_ignore_case: v.optional(v.boolean(expects("boolean")), false),
  metrics_per_client: v.optional(v.boolean(expects("boolean")), true),
  metrics_file: v.optional(
    v.pipe(
      PATH,
      v.check((path) => path.endsWith(".prom"), expects("metricsFile")),
    ),
  ),
  feed: v.optional(v.boolean(expects("boolean")), false),
  wall: v.optional(v.boolean(expects("boolean")), false),
  accent: v.optional(
    v.pipe(
      TEXT,
      v.check((text) => parseColor(text) !== undefined, expects("color")),
    ),
  ),
  logo: v.optional(PATH),
  stylesheet: v.optional(PATH),
  date_format: v.optional(v.picklist(DATE_ORDERS, expects("dateFormat"))),
  command: v.optional(v.pipe(TEXT, v.check(isSafeToPaste, expects("command")))),
  server: v.optional(v.array(SERVER_SCHEMA, expects("servers")), []),
  site: v.optional(v.array(FURTHER_SITE_SCHEMA, expects("sites")), []),
  notify: v.optional(
    v.pipe(
      v.unknown(),
      // `[[notify]]` is a list, which has keys, too: its positions.
      v.check((table) => !Array.isArray(table), expects("notify")),
      NOTIFY_SCHEMA,
    ),
  ),
});

/** The flags that are keys as well; and those of `parse`. */
export const FLAG_SCHEMA = v.object({
  title: v.optional(TEXT),
  language: v.optional(LANGUAGE),
  timezone: v.optional(ZONE),
  out: v.optional(PATH),
  history: v.optional(PATH),
  aliases: v.optional(PATH),
  encoding: v.optional(ENCODING),
});

function notifyTimeout(text: string): number | undefined {
  const seconds = parseDuration(text);
  return seconds === undefined || seconds > MAX_NOTIFY_SECONDS ? undefined : seconds;
}
