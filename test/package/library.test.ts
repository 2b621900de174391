import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { packPackage } from "../support/packed-package.js";
import { tempFolder } from "../support/temp-folder.js";

const CHECKOUT = join(import.meta.dirname, "../..");
const LOG = join(CHECKOUT, "test/fixtures/openvpn-status/valid.log");

/** What each program does with the library; the types are of those that have types. */
const BODY = (types: boolean): string => `
const status${types ? ": Status" : ""} = parseStatus(readFileSync(${JSON.stringify(LOG)}), { timezone: "UTC" });
const [client] = status.clientList.values();
const route = status.routingTable.get("10.77.0.0/16");
let line = 0;
try {
  parseStatus("OpenVPN CLIENT LIST\\nWritten,x\\n");
} catch (error) {
  if (error instanceof ParsingError) line = error.line;
}
const said${types ? ": readonly (string | number | null | undefined)[]" : ""} = [
  client?.commonName, String(client?.realAddress), client?.realAddress.family, humanizeBytes(client?.bytesReceived ?? 0),
  route?.virtualAddress.kind, route?.virtualAddress.family, line, JSON.stringify(statusToJson(status)).length > 500 ? "json" : "",
];
console.log(said.join(" "));
`;
const SAID = "north@example.net 192.0.2.20:40001 4 1.0 kB network 4 2 json\n";
const NAMES = "parseStatus, ParsingError, humanizeBytes, statusToJson";

const { folder } = packPackage(tempFolder({ after }));

describe("the library in the packed package", () => {
  const run = (file: string): string =>
    execFileSync(process.execPath, [join(folder, file)], { cwd: folder, encoding: "utf8" });

  it("is used by an ES module", () => {
    writeFileSync(
      join(folder, "a.mjs"),
      `import { readFileSync } from "node:fs";\nimport { ${NAMES} } from "openvpn-status-site";\n${BODY(false)}`,
    );
    assert.equal(run("a.mjs"), SAID);
  });

  it("is used by a CommonJS module", () => {
    writeFileSync(
      join(folder, "a.cjs"),
      `const { readFileSync } = require("node:fs");\nconst { ${NAMES} } = require("openvpn-status-site");\n${BODY(false)}`,
    );
    assert.equal(run("a.cjs"), SAID);
  });

  for (const [kind, ending] of [
    ["an ES module", "mts"],
    ["a CommonJS module", "cts"],
  ] as const) {
    it(`is used by ${kind} in strict TypeScript, whose types are checked too`, () => {
      writeFileSync(
        join(folder, `b.${ending}`),
        `import { readFileSync } from "node:fs";\nimport { ${NAMES}, type Status } from "openvpn-status-site";\n${BODY(true)}`,
      );
      const config = {
        compilerOptions: {
          ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
          ...{ module: "nodenext", target: "es2022", lib: ["es2022"], types: ["node"] },
          typeRoots: [join(CHECKOUT, "node_modules/@types")],
        },
        files: [`b.${ending}`],
      };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
      const tsc = join(CHECKOUT, "node_modules/typescript/bin/tsc");
      const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
      assert.equal(status, 0, stdout);
      assert.equal(run(`b.${ending.replace("ts", "js")}`), SAID);
    });
  }
});
