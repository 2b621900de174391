import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeLiveCharts } from "../../src/site/charts/site-charts.js";
import { exampleInput, NOW_SECONDS } from "../support/example-site.js";
import { FleetPlace } from "../support/fleet-place.js";
import { indexAll } from "../support/full-index.js";

/** More than a function takes as arguments. A fleet of 100 servers with 200 users each has a dozen files for each user. */
const MANY = 130_000;

test("as many files are removed at once", async (t) => {
  const place = new FleetPlace(t, 2, (client) => client);
  await place.run(0);
  const marker = join(place.out, ".openvpn-status-site");
  const { files, ...rest } = JSON.parse(readFileSync(marker, "utf8")) as { files: string[] };
  const gone = Array.from({ length: MANY }, (_, number) => `users/gone-${number}/index.html`);
  writeFileSync(marker, JSON.stringify({ ...rest, files: [...files, ...gone].sort() }));
  await place.run(60, 1);
  assert.doesNotMatch(readFileSync(marker, "utf8"), /gone-/);
});

test("servers were watched in as many stretches of time", () => {
  const own = Array.from({ length: MANY }, (_, number) => {
    return { server: "berlin", startSeconds: NOW_SECONDS - 3600 + number / 100, endSeconds: NOW_SECONDS };
  });
  const input = exampleInput({ monitored: own });
  const { overview } = makeLiveCharts(input, indexAll(input));
  assert.ok(overview.length > 0 && overview.every(({ makeFigure }) => makeFigure().title !== ""));
});
