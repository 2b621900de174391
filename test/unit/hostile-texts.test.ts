import type { Certificates } from "../../src/site/certificates/certificates.js";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { Session } from "../../src/history/session.js";
import type { FullInput } from "../support/full-index.js";
import { PeerAddress, VirtualAddress, type Routing } from "../../src/status/status.js";
import { HIDDEN_CHARACTERS } from "../../src/text/format/hidden-characters.js";
import { makeContent } from "../support/make-content.js";
import { at, exampleInput, exampleSession, NOW_SECONDS, OK_SOURCE } from "../support/example-site.js";
import { planSite } from "../support/plan-site.js";

const TEMPLATES = new URL("../../templates/", import.meta.url);
/** What templates may write as it is: parts that they include, which are escaped themselves, and finished charts. */
const RAW =
  /^(?:include\("@[a-z-]+"(?:, (?:page|live|\{[^]*\}))?\)|details\(\{[^]*\}\)|svg\(chart\)|breaking\([^]*\)|it\.body)$/;
const HIDDEN = new RegExp(`(?!\\n)[${HIDDEN_CHARACTERS}]`, "u");

/** A text that is markup, closes attributes, and hides; what is left of it when it is escaped names the field. */
function hostile(field: string): string {
  return `\u202e<evil-${field} a="1" b='2'>\u202e\u3164\u2800\u{e0061}\ufe0f\u009b`;
}

/** The texts that a status log, an imported CSV or the names of files bring. */
function hostileSession(fields: Pick<Session, "startSeconds" | "endSeconds">): Session {
  return {
    ...exampleSession({ user: hostile("user"), ...fields }),
    server: hostile("server"),
    commonName: hostile("common-name"),
    username: hostile("username"),
    realAddress: hostile("real-address"),
    publicIp: hostile("public-ip"),
    tunnelIp: hostile("tunnel-ip"),
    tunnelIpv6: hostile("tunnel-ipv6"),
    clientId: hostile("client-id"),
    cipher: hostile("cipher"),
  };
}

function hostileRoute(field: string, address: string): Routing {
  const realAddress = new PeerAddress({
    host: "203.0.113.9",
    port: 1,
    family: 4,
    asWritten: field === "route" ? hostile("real-address") : hostile("peer"),
  });
  const commonName = field === "route" ? hostile("common-name") : hostile("stranger");
  const virtualAddress = new VirtualAddress({ kind: "network", family: 4, address, cached: false, asWritten: address });
  return { virtualAddress, commonName, realAddress, lastRef: new Date(NOW_SECONDS * 1000) };
}

function hostileCertificates(): Certificates {
  const unused = {
    commonName: hostile("unused-certificate"),
    expiresSeconds: NOW_SECONDS + 86_400,
    revokedSeconds: null,
  };
  const ofServer = { server: hostile("certificate-server"), kind: "server", expiresSeconds: NOW_SECONDS } as const;
  const byName = new Map([[unused.commonName, unused]]);
  return { key: "", byCommonName: byName, byUser: byName, servers: [ofServer] };
}

const running = hostileSession({ startSeconds: NOW_SECONDS - 5000, endSeconds: null });
const input: FullInput = exampleInput({
  title: hostile("title"),
  aliases: new Map([
    [hostile("user"), hostile("alias")],
    [hostile("never-seen"), hostile("alias-never-seen")],
  ]),
  certificates: hostileCertificates(),
  fileProblems: {
    aliases: hostile("aliases-problem"),
    countries: hostile("countries-problem"),
    certificates: hostile("certificates-problem"),
  },
  sources: [
    {
      ...OK_SOURCE,
      server: hostile("server"),
      source: hostile("source"),
      state: "invalid",
      detail: hostile("detail"),
      routes: [
        hostileRoute("route", "192.168.0.0/16"),
        hostileRoute("route", hostile("route")),
        hostileRoute("other", "192.168.1.0/24"),
      ],
    },
  ],
  openSessions: [running],
  endedSessions: [
    hostileSession({ startSeconds: at("2026-11-20T22:30:00Z"), endSeconds: at("2026-11-21T02:00:00Z") }),
    hostileSession({ startSeconds: at("2026-10-01T08:00:00Z"), endSeconds: at("2026-10-01T12:00:00Z") }),
  ],
});

describe("hostile texts", () => {
  const made = planSite(input).filter(({ path }) => /\.(?:html|svg)$/.test(path) && !path.startsWith("assets/"));
  const textsByPath = Promise.all(
    made.map(async (output) => [output.path, Buffer.from(await makeContent(output)).toString("utf8")] as const),
  );

  it("become no markup and hide nothing, on any page and in any chart", async () => {
    for (const [path, text] of await textsByPath) {
      assert.doesNotMatch(text, /<evil/, path);
      // In the text of an SVG a quote is only a quote.
      assert.doesNotMatch(text.replace(/<svg[^]*?<\/svg>/g, ""), /evil-[a-z0-9-]+ a="/, path);
      assert.doesNotMatch(text, HIDDEN, path);
    }
  });
  it("are all shown somewhere, so that the test above has looked at each", async () => {
    const shown = new Set(
      (await textsByPath).flatMap(([, text]) =>
        [...text.replaceAll("<wbr>", "").matchAll(/&lt;evil-([a-z0-9-]+)/g)].map(([, field]) => field),
      ),
    );
    const fields = JSON.stringify([input, [...input.aliases]]).matchAll(/<evil-([a-z0-9-]+)/g);
    const missing = new Set([...fields].flatMap(([, field]) => (shown.has(field) ? [] : [field])));
    assert.deepEqual([...missing], []);
  });
});

describe("templates", () => {
  it("escape every value: only parts and charts are written as they are", () => {
    let valueCount = 0;
    for (const file of readdirSync(TEMPLATES).filter((name) => name.endsWith(".eta"))) {
      const text = readFileSync(new URL(file, TEMPLATES), "utf8");
      valueCount += text.split("<%=").length - 1;
      for (const [, raw = ""] of text.matchAll(/<%~ ?([^]*?) ?%>/g)) assert.match(raw, RAW, file);
    }
    assert.ok(valueCount > 200);
  });
});
