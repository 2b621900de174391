import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { describe, it, type TestContext } from "node:test";
import { requestSite, type SiteAnswer } from "../../src/io/web-servers/request-site.js";

/** What is found of a web server that answers so. */
async function ask(t: TestContext, answer: (response: ServerResponse) => void): Promise<SiteAnswer> {
  const server = createServer((_request, response) => {
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return requestSite({
    ...{ kind: "nginx", configPath: "/etc/site.conf", roots: [], name: "vpn.example.org", address: "127.0.0.1" },
    ...{ port: address.port, isTls: false, passwordFile: null, isOpen: false, hasAddressRule: false },
  });
}

const STATUS = JSON.stringify({ schema_version: 1, generated: "2026-11-21T08:00:00Z" });

describe("a request for the site", () => {
  it("takes a whole status.json for the site, and anything else for another page", async (t) => {
    assert.equal((await ask(t, (response) => response.end(STATUS))).kind, "site");
    assert.equal((await ask(t, (response) => response.end("<html>"))).kind, "other");
  });
  it("does not take an answer that breaks off for another page", async (t) => {
    const found = await ask(t, (response) => {
      response.writeHead(200, { "Content-Length": STATUS.length + 1 });
      response.write(STATUS, () => response.destroy());
    });
    assert.ok(found.kind === "refused" && found.detail === "ECONNRESET", JSON.stringify(found));
  });
  it("gives up an answer that does not end", async (t) => {
    const found = await ask(t, (response) => {
      response.write("{");
    });
    assert.ok(found.kind === "refused" && found.detail === "ABORT_ERR", JSON.stringify(found));
  });
});
