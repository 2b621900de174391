import { Reader } from "mmdb-lib";
import { publicAddress } from "../../rollup/public-address.js";
import { parseIpAddress } from "../../status/ip-address.js";
import { parseIpBlock } from "../../status/ip-block.js";
import { isObject } from "../files/is-object.js";

/** A database of countries by address, in the MaxMind DB format (`.mmdb`). */
export interface CountryDatabase {
  /** When it was made. */
  readonly builtSeconds: number;
  /** @returns a code of two letters (ISO 3166-1), or the empty text if no country is known */
  readonly find: (address: string) => string;
}

/** Reserved for documentation (RFC 5737, RFC 3849). Nobody uses them, but registries have a country for them. */
const FOR_DOCUMENTATION = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];

/**
 * @param bytes of a file
 * @returns null if it is no such database, or one without countries
 */
export function openCountryDatabase(bytes: Buffer): CountryDatabase | null {
  try {
    const reader = new Reader<object>(bytes);
    const { buildEpoch, databaseType } = reader.metadata;
    if (!/country|city|enterprise/i.test(databaseType)) return null;
    return { builtSeconds: Math.floor(buildEpoch.getTime() / 1000), find: (address) => findCountry(reader, address) };
  } catch {
    // The library throws errors of several kinds for a file that it does not understand.
    return null;
  }
}

function findCountry(reader: Reader<object>, text: string): string {
  const address = publicAddress(text);
  if (address === undefined || isForDocumentation(address)) return "";
  try {
    return toCountryCode(reader.get(address));
  } catch {
    // A part of the file is damaged.
    return "";
  }
}

function isForDocumentation(address: string): boolean {
  const { family, digits } = parseIpAddress(address) ?? {};
  return FOR_DOCUMENTATION.some((network) => {
    const block = parseIpBlock(network);
    if (block === undefined || digits === undefined || block.family !== family) return false;
    return digits >= block.first && digits <= block.last;
  });
}

/** A flat record, as in the databases of ip-location-db; or `country`, as in those of MaxMind and DB-IP. */
function toCountryCode(found: unknown): string {
  if (!isObject(found)) return "";
  const country = isObject(found["country"]) ? found["country"]["iso_code"] : found["country_code"];
  return typeof country === "string" && /^[A-Z]{2}$/.test(country) ? country : "";
}
