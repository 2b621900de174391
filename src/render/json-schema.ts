import { SCHEMA_VERSION } from "./schema-version.js";
import { SOURCE_STATES } from "../history/source-state.js";
import type { SiteState, StatusNotice } from "../site/site-status.js";

type Schema = Readonly<Record<string, unknown>>;

const TEXT = { type: "string" };
const COUNT = { type: "integer", minimum: 0 };
const TIME = { type: "string", pattern: "^[+-]?[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$" };
const MONTH = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}$" };
const DAY = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
const VERSION = { const: SCHEMA_VERSION };
const ZONE = { ...TEXT, description: "the zone of months and days; times are in UTC" };

/** The fields of a session, everywhere. */
export const SESSION_FIELDS = {
  id: { ...TEXT, description: "given when the session is first seen" },
  user: { ...TEXT, description: "common name or username, as the site is configured" },
  alias: { ...TEXT, description: "empty if there is none" },
  server: TEXT,
  common_name: TEXT,
  username: TEXT,
  public_ip: { ...TEXT, description: "the host of real_address in canonical form" },
  country: { type: ["string", "null"], pattern: "^[A-Z]{2}$" },
  real_address: { ...TEXT, description: "as OpenVPN wrote it" },
  tunnel_ip: TEXT,
  tunnel_ipv6: TEXT,
  client_id: TEXT,
  cipher: TEXT,
  start: TIME,
  end: { ...orNull(TIME), description: "the last proof, or OpenVPN's own; null while the session runs" },
  duration_s: {
    ...orNull(COUNT),
    description: "to end or last_seen; null if this file does not follow a running session",
  },
  bytes_received: { ...orNull(COUNT), description: "by the server; null as duration_s, or if an import has none" },
  bytes_sent: orNull(COUNT),
  last_seen: { ...orNull(TIME), description: "null as duration_s" },
  first_seen: orNull(TIME),
  counted_from: { ...orNull(TIME), description: "from when hours count if start is not believed" },
  gone_by: { ...orNull(TIME), description: "the first snapshot that no longer showed it" },
  end_source: { enum: ["event", "status", null], description: "event: exact; status: the truth lies in end … gone_by" },
  earlier_addresses: list(object({ address: TEXT, last_seen: TIME })),
  client_version: orNull(TEXT),
  platform: orNull(TEXT),
} as const satisfies Readonly<Record<string, Schema>>;

const STATES: Readonly<Record<SiteState, true>> = { ok: true, problem: true, idle: true };
const NOTICES: Readonly<Record<StatusNotice["kind"], true>> = {
  source: true,
  "source-advice": true,
  "nearly-full": true,
  expected: true,
  "server-certificate": true,
  "certificate-revoked": true,
  "certificate-expired": true,
  "certificate-expires": true,
  "two-addresses": true,
  "new-country": true,
  "new-address": true,
  "first-session": true,
  back: true,
  "unusual-hour": true,
  flapping: true,
  "much-traffic": true,
  gap: true,
  "never-connected": true,
};

const SOURCE = object({
  server: TEXT,
  source: { ...TEXT, description: "path or address, as configured" },
  state: { enum: SOURCE_STATES },
  state_since: TIME,
  snapshot_time: { ...orNull(TIME), description: "when OpenVPN wrote the last status that was accepted" },
  detail: { ...TEXT, description: "what is wrong; empty if nothing is" },
  advice: {
    ...orNull(TEXT),
    description: "what should be checked, also if the state is ok: two-writers, only-undef, …",
  },
  connecting: orNull(COUNT),
  rows_set_aside: list(object({ line: COUNT, common_name: orNull(TEXT), reason: TEXT })),
});

const NOTICE = object({
  kind: { enum: Object.keys(NOTICES) },
  server: orNull(TEXT),
  user: orNull(TEXT),
  time: orNull(TIME),
  text: { ...TEXT, description: "in the site's language" },
});

/**
 * A JSON Schema (2020-12) of `status.json`. Its `$defs` have those of the other files. Every field is always present,
 * and there are no others.
 */
export function toJsonSchema(): Schema {
  const sessions = list({ $ref: "#/$defs/session" });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "status.json of openvpn-status-site",
    ...object({
      schema_version: VERSION,
      version: { ...TEXT, description: "of openvpn-status-site" },
      title: TEXT,
      generated: TIME,
      stale_after_seconds: COUNT,
      state: { enum: Object.keys(STATES) },
      sources: list(SOURCE),
      notices: list(NOTICE),
      clients: list({ $ref: "#/$defs/client" }),
    }),
    $defs: {
      session: object(SESSION_FIELDS),
      client: object({
        ...SESSION_FIELDS,
        confirmed: {
          type: "boolean",
          description: "false: the last good status of its server is stale, or its row is set aside",
        },
      }),
      user: {
        description: "users/SLUG/index.json",
        ...object({
          schema_version: VERSION,
          user: TEXT,
          alias: TEXT,
          timezone: ZONE,
          session_count: COUNT,
          months: list(
            object({
              month: MONTH,
              session_count: { ...COUNT, description: "that began in it" },
              path: { ...orNull(TEXT), description: "the file with its sessions; null: they are in this one" },
            }),
          ),
          sessions,
        }),
      },
      user_month: {
        description: "users/SLUG/2026-11/index.json",
        ...object({ schema_version: VERSION, user: TEXT, alias: TEXT, timezone: ZONE, month: MONTH, sessions }),
      },
      day: {
        description: "history/2026-11/21/index.json: sessions that began on a day, and earlier ones that went on",
        ...object({ schema_version: VERSION, day: DAY, timezone: ZONE, sessions, carried: sessions }),
      },
    },
  };
}

function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", required: Object.keys(properties), additionalProperties: false, properties };
}

function list(items: Schema): Schema {
  return { type: "array", items };
}

function orNull(schema: { readonly type: string }): Schema {
  return { ...schema, type: [schema.type, "null"] };
}
