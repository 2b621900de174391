import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The package with the countries of addresses. */
export const COUNTRIES_NAME = "openvpn-status-site-geoip";
export const COUNTRIES_FILE = "country.mmdb";

const DATA = resolve("node_modules/@ip-location-db/geo-whois-asn-country-mmdb");

export const COUNTRIES_README = `# ${COUNTRIES_NAME}

The countries of addresses for openvpn-status-site, as \`${COUNTRIES_FILE}\`. Install it beside openvpn-status-site: its key
\`geoip = "bundled"\`, which is the default, finds it.

The data is geo-whois-asn-country of [ip-location-db](https://github.com/sapics/ip-location-db) (CC0). It contains data of the
[Number Resource Organization](https://www.nro.net) (CC BY 4.0). A registry says where an address is registered, which may not
be where it is used, and some answers are wrong.
`;

/** The data, its version and the licence of its source. */
export function readCountries(): { readonly version: string; readonly database: Uint8Array; readonly licence: string } {
  const { version } = JSON.parse(readFileSync(join(DATA, "package.json"), "utf8")) as { readonly version: string };
  return {
    version,
    database: readFileSync(join(DATA, "geo-whois-asn-country.mmdb")),
    licence: readFileSync(join(DATA, "NRO_LICENSE"), "utf8"),
  };
}
