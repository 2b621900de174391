// `npm run package:geoip`: makes the package `openvpn-status-site-geoip`, with the countries of addresses.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const NAME = "openvpn-status-site-geoip";
const DATA = resolve("node_modules/@ip-location-db/geo-whois-asn-country-mmdb");
const PACKAGES = resolve("packages");

const README = `# ${NAME}

The countries of addresses for openvpn-status-site, as \`country.mmdb\`. Install it beside openvpn-status-site: its key
\`geoip = "bundled"\`, which is the default, finds it.

The data is geo-whois-asn-country of [ip-location-db](https://github.com/sapics/ip-location-db) (CC0). It contains data of the
[Number Resource Organization](https://www.nro.net) (CC BY 4.0). A registry says where an address is registered, which may not
be where it is used, and some answers are wrong.
`;

const { version } = JSON.parse(readFileSync(join(DATA, "package.json"), "utf8")) as { readonly version: string };
const folder = mkdtempSync(join(tmpdir(), `${NAME}-`));
try {
  const manifest = {
    name: NAME,
    version,
    description: "Countries of addresses for openvpn-status-site",
    license: "CC0-1.0 AND CC-BY-4.0",
    files: ["country.mmdb"],
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, "README.md"), README);
  copyFileSync(join(DATA, "NRO_LICENSE"), join(folder, "LICENSE"));
  copyFileSync(join(DATA, "geo-whois-asn-country.mmdb"), join(folder, "country.mmdb"));
  mkdirSync(PACKAGES, { recursive: true });
  const file = execFileSync("npm", ["pack", "--silent", "--pack-destination", PACKAGES], {
    cwd: folder,
    encoding: "utf8",
  });
  process.stdout.write(`${join(PACKAGES, file.trim())}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
