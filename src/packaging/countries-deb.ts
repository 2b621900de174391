import { COUNTRIES_FILE, COUNTRIES_NAME, COUNTRIES_README, readCountries } from "./countries.js";
import { compressed, type DebPackage } from "./deb-package.js";
import { debianChangelog, MAINTAINER } from "./debian-texts.js";

const CONTROL = `Architecture: all
Maintainer: ${MAINTAINER}
Enhances: openvpn-status-site
Section: admin
Priority: optional
Description: countries of addresses for openvpn-status-site
 A database that tells in which country an address is registered. Pages,
 downloads and charts of openvpn-status-site show it if this package is
 installed.
`;

const COPYRIGHT = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: geo-whois-asn-country
Source: https://github.com/sapics/ip-location-db

Files: *
Copyright: Number Resource Organization (NRO)
License: CC0-1.0 and CC-BY-4.0

License: CC0-1.0
 The database is given to the public domain. On Debian systems, the text of
 this licence is in /usr/share/common-licenses/CC0-1.0.

License: CC-BY-4.0
`;

/** The Debian package with the countries of addresses. */
export function countriesDeb(built: Date): DebPackage {
  const { version, database, licence } = readCountries();
  const documents = `/usr/share/doc/${COUNTRIES_NAME}`;
  const change = "The countries as of this version.";
  const terms = licence.trimEnd().split("\n");
  return {
    name: COUNTRIES_NAME,
    version,
    control: CONTROL,
    files: new Map<string, string | Uint8Array>([
      [`/usr/share/${COUNTRIES_NAME}/${COUNTRIES_FILE}`, database],
      [`${documents}/README.md`, COUNTRIES_README],
      [`${documents}/changelog.gz`, compressed(debianChangelog({ name: COUNTRIES_NAME, version, built, change }))],
      [`${documents}/copyright`, `${COPYRIGHT}${terms.map((line) => ` ${line}\n`).join("")}`],
    ]),
    programs: new Set(),
    links: new Map(),
    scripts: new Map(),
    configs: [],
  };
}
