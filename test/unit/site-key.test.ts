import assert from "node:assert/strict";
import { test } from "node:test";
import { toSiteKey } from "../../src/build/site-key.js";
import type { SiteSources } from "../../src/build/site-sources.js";
import { makeCalendar } from "../../src/rollup/calendar.js";
import { PeerAddress, type Routing } from "../../src/status/status.js";
import { parseVirtualAddress } from "../../src/status/parse-virtual-address.js";
import { BERLIN, exampleInput, OK_SOURCE } from "../support/example-site.js";

function toKey(clientCount: number, routesEach = 1): string {
  const virtualAddress = parseVirtualAddress("10.8.0.2");
  assert.ok(virtualAddress !== undefined);
  const routes = Array.from({ length: clientCount * routesEach }, (_, number): Routing => {
    const realAddress = new PeerAddress({ host: "", port: 1, family: 4, asWritten: `client ${number % clientCount}` });
    return { virtualAddress, commonName: "", realAddress, lastRef: new Date(number) };
  });
  const sources: Pick<SiteSources, "input" | "calendar" | "assets" | "programVersion" | "historyStamp"> = {
    input: exampleInput({ sources: [{ ...OK_SOURCE, routes }] }),
    calendar: makeCalendar(BERLIN),
    assets: new Map(),
    programVersion: "1",
    historyStamp: "",
  };
  return toSiteKey(sources as SiteSources, null, null);
}

test("routes change the site's key where their clients need another number of pages, and else do not", () => {
  assert.equal(toKey(2), toKey(399));
  assert.notEqual(toKey(399), toKey(400));
  assert.equal(toKey(400), toKey(599));
  assert.notEqual(toKey(599), toKey(600));
  assert.equal(toKey(10), toKey(10, 60), "many routes of few clients");
});
