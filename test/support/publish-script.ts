/* `node publish-script.mjs OUT SITE`: publishes a site given as JSON: path → text. */
import { publish } from "../../src/io/publish/publish.js";
import { siteOf } from "./outputs-of.js";

const [out = "", site = "{}"] = process.argv.slice(2);
await publish(out, siteOf(JSON.parse(site) as Record<string, string>), { madeBy: "gen", full: false });
