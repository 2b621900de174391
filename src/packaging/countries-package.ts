// `npm run package:geoip`: makes the package `openvpn-status-site-geoip`, with the countries of addresses, for npm and Debian.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { builtSeconds } from "./built-seconds.js";
import { COUNTRIES_FILE, COUNTRIES_NAME, COUNTRIES_README, readCountries } from "./countries.js";
import { countriesDeb } from "./countries-deb.js";
import { writeDebPackage } from "./deb-package.js";

const PACKAGES = resolve("packages");

mkdirSync(PACKAGES, { recursive: true });
process.stdout.write(`${packForNpm()}\n${packForDebian()}\n`);

function packForNpm(): string {
  const { version, database, licence } = readCountries();
  const folder = mkdtempSync(join(tmpdir(), `${COUNTRIES_NAME}-`));
  try {
    const manifest = {
      name: COUNTRIES_NAME,
      version,
      description: "Countries of addresses for openvpn-status-site",
      license: "CC0-1.0 AND CC-BY-4.0",
      files: [COUNTRIES_FILE],
    };
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
    writeFileSync(join(folder, "README.md"), COUNTRIES_README);
    writeFileSync(join(folder, "LICENSE"), licence);
    writeFileSync(join(folder, COUNTRIES_FILE), database);
    const args = ["pack", "--silent", "--pack-destination", PACKAGES];
    return join(PACKAGES, execFileSync("npm", args, { cwd: folder, encoding: "utf8" }).trim());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function packForDebian(): string {
  const seconds = builtSeconds();
  return writeDebPackage(countriesDeb(new Date(seconds * 1000)), PACKAGES, seconds);
}
