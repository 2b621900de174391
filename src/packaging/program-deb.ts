import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileSystemTemplates } from "../render/system/compile-system-templates.js";
import { bashCompletion } from "./bash-completion.js";
import { readHelp, toCommandName } from "./command-help.js";
import { compressed, filesBelow, type DebPackage } from "./deb-package.js";
import { debianChangelog, MAINTAINER } from "./debian-texts.js";
import { manPage } from "./man-page.js";
import { packagedUnits } from "./packaged-units.js";
import { readTemplateTexts, toTemplateFunctions } from "./read-templates.js";

const NAME = "openvpn-status-site";
const SCRIPTS = resolve("src/packaging/deb");
const LIBRARY = `/usr/lib/${NAME}`;
const DOCUMENTS = `/usr/share/doc/${NAME}`;
const CONFIG = `/etc/${NAME}/config.toml`;
const CONTROL = `Architecture: all
Maintainer: ${MAINTAINER}
Depends: nodejs (>= 18.19), util-linux (>= 2.36), systemd | systemd-sysusers, systemd | systemd-tmpfiles
Recommends: nginx-light | httpd
Suggests: openvpn, ${NAME}-geoip
Section: admin
Priority: optional
Description: static status site and session history for OpenVPN
 A timer reads the status logs of OpenVPN servers each minute, keeps a
 history of all sessions as CSV files, and writes static HTML pages, charts
 and Excel workbooks that any web server can serve.
`;

/** The Debian package of the program, which must be built. */
export function programDeb(version: string, built: Date): DebPackage {
  const cli = resolve("dist/cli.js");
  const help = readHelp(cli);
  const names = (help.lists[0]?.rows ?? []).map(([left]) => toCommandName(left));
  const commands = new Map(names.map((name) => [name, readHelp(cli, name)]));
  const templates = toTemplateFunctions(compileSystemTemplates(readTemplateTexts(resolve("templates/system"))));
  const changes = debianChangelog({ name: NAME, version, built, change: "See CHANGELOG.md.gz." });
  const day = built.toISOString().slice(0, 10);
  return {
    name: NAME,
    version,
    control: CONTROL,
    files: new Map<string, string | Uint8Array>([
      ...filesBelow("dist", `${LIBRARY}/dist`, programFiles("dist")),
      ...filesBelow(
        "assets",
        `${LIBRARY}/assets`,
        readdirSync("assets").filter((name) => name.endsWith(".svg")),
      ),
      ...filesBelow(".", LIBRARY, ["package.json"]),
      ...packagedUnits(templates),
      [CONFIG, read("config.toml")],
      [`/usr/share/man/man1/${NAME}.1.gz`, compressed(manPage({ version, day, help, commands }))],
      [`/usr/share/bash-completion/completions/${NAME}`, bashCompletion(help, commands)],
      ...["README.md", "README.de.md", "CHANGELOG.md"].map(
        (name) => [`${DOCUMENTS}/${name}.gz`, compressed(readFileSync(name, "utf8"))] as const,
      ),
      [`${DOCUMENTS}/changelog.gz`, compressed(changes)],
      [`${DOCUMENTS}/copyright`, `${read("copyright")}${toCopyrightText(readFileSync("LICENSE", "utf8"))}`],
      ...EXAMPLES.map((name) => [`${DOCUMENTS}/examples/${name}`, read(name)] as const),
    ]),
    programs: new Set([`${LIBRARY}/dist/cli.js`]),
    links: new Map([[`/usr/bin/${NAME}`, `../lib/${NAME}/dist/cli.js`]]),
    scripts: new Map(["postinst", "prerm", "postrm"].map((name) => [name, read(name)])),
    configs: [CONFIG],
  };
}

/** What systemd needs to let the service do more. */
const EXAMPLES = ["tcp-source.conf", "metrics-file.conf", "certificates.conf", "notify.conf"];

function read(name: string): string {
  return readFileSync(join(SCRIPTS, name), "utf8");
}

/** Without what only developers read. */
function programFiles(folder: string): readonly string[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.endsWith(".map") && !name.startsWith("types/"))
    .sort();
}

function toCopyrightText(licence: string): string {
  return licence
    .split("\n")
    .slice(4)
    .map((line) => ` ${line === "" ? "." : line}\n`)
    .join("")
    .replace(/ \.\n$/, "");
}
