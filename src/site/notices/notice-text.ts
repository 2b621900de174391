import { countryName } from "../../text/format/format-country.js";
import type { Wording } from "../../text/format/date-format.js";
import { formatBytes } from "../../text/format/format-bytes.js";
import { formatMinutes } from "../../text/format/format-duration.js";
import { formatInteger } from "../../text/format/format-number.js";
import { formatDate, formatDateTime, formatHour, formatTime } from "../../text/format/format-time.js";
import { visibleText } from "../../text/format/visible-text.js";
import { messagesIn } from "../../text/i18n/messages.js";
import type { Zone } from "../../status/zone.js";
import type { Notice } from "./notice.js";
import { DAY_SECONDS } from "../../text/time-units.js";

const MAX_NETWORKS = 2;

/** The text of a notice, which follows the user's name: facts and what is usual, no guess at a reason. */
export function noticeText(notice: Notice, { language, dateFormat }: Wording, zone: Zone): string {
  const t = messagesIn(language);
  const integer = (value: number): string => formatInteger(language, value);
  const time = (seconds: number): string => formatTime(zone, seconds);
  /** With the date only if it is on another day. */
  const timeAfter = (from: number, seconds: number): string =>
    formatDate(dateFormat, zone, from) === formatDate(dateFormat, zone, seconds)
      ? time(seconds)
      : formatDateTime(dateFormat, zone, seconds);
  switch (notice.kind) {
    case "gap": {
      const { seconds, endSeconds, totalSeconds, spanCount } = notice;
      const total = formatMinutes(language, totalSeconds);
      return spanCount === 1
        ? t.notices.gap(time(seconds), timeAfter(seconds, endSeconds), total)
        : t.notices.gaps(integer(spanCount), total);
    }
    case "two-addresses": {
      const { seconds, endSeconds, addresses } = notice;
      const [earlier, later] = addresses;
      return endSeconds === null
        ? t.notices.twoAddressesSince(earlier, later, time(seconds))
        : t.notices.twoAddresses(earlier, later, time(seconds), timeAfter(seconds, endSeconds));
    }
    case "new-address":
      return t.notices.newAddress(
        time(notice.seconds),
        notice.address,
        notice.usualNetworks.slice(0, MAX_NETWORKS).join(", "),
        notice.usualNetworks.length - MAX_NETWORKS,
      );
    case "new-country": {
      const [country, usual] = [[notice.country], notice.usualCountries].map((codes) =>
        codes.map((code) => countryName(language, code)).join(", "),
      );
      return t.notices.newCountry(time(notice.seconds), notice.address, country ?? "", usual ?? "");
    }
    case "first-session":
      return t.notices.firstSession(time(notice.seconds), notice.address);
    case "back": {
      const days = Math.floor((notice.seconds - notice.lastEndSeconds) / DAY_SECONDS);
      return t.notices.back(time(notice.seconds), days, formatDate(dateFormat, zone, notice.lastEndSeconds));
    }
    case "unusual-hour": {
      const { fromHour, untilHour } = notice.usual;
      return t.notices.unusualHour(time(notice.seconds), formatHour(fromHour), formatHour(untilHour));
    }
    case "server-certificate": {
      const day = formatDate(dateFormat, zone, notice.seconds);
      const name = notice.server === null ? "" : visibleText(notice.server);
      return t.notices.serverCertificate[notice.of][notice.isExpired ? "expired" : "expires"](name, day);
    }
    case "certificate-revoked":
      return t.notices.certificateRevoked(
        time(notice.seconds),
        formatDateTime(dateFormat, zone, notice.revokedSeconds),
      );
    case "certificate-expired":
      return t.notices.certificateExpired(time(notice.seconds), formatDate(dateFormat, zone, notice.expiresSeconds));
    case "certificate-expires":
      return t.notices.certificateExpires(formatDate(dateFormat, zone, notice.seconds));
    case "flapping":
      return t.notices.flapping(integer(notice.reconnects), integer(notice.usualReconnects));
    case "much-traffic":
      return t.notices.muchTraffic(formatBytes(language, notice.bytes), formatBytes(language, notice.usualBytes));
  }
}
