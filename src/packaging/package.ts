// `npm run package`: makes in `packages/` the npm tarball, the Debian package, their SHA-256 and a release note.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { builtSeconds } from "./built-seconds.js";
import { writeDebPackage } from "./deb-package.js";
import { removeOldBuilds } from "./put-in-place.js";
import { programDeb } from "./program-deb.js";
import { releaseNote } from "./release-note.js";

const PACKAGES = resolve("packages");

const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly name: string;
  readonly version: string;
};
const seconds = builtSeconds();
// For runs that have begun: in a package nobody needs it.
removeOldBuilds(resolve("dist"));
mkdirSync(PACKAGES, { recursive: true });
const tarball = execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", PACKAGES], {
  encoding: "utf8",
}).trim();
const made = [
  join(PACKAGES, tarball),
  writeDebPackage(programDeb(version, new Date(seconds * 1000)), PACKAGES, seconds),
];
const sums = made.map(
  (path) => `${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${basename(path)}\n`,
);
writeFileSync(join(PACKAGES, `${name}-${version}.sha256`), sums.join(""));
writeFileSync(
  join(PACKAGES, `${name}-${version}.md`),
  releaseNote(readFileSync("CHANGELOG.md", "utf8"), version, sums),
);
process.stdout.write(made.map((path) => `${path}\n`).join(""));
