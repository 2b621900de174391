/* `node publish-script.mjs OUT SITE`: publishes a site given as JSON: path → text. */
import { publishTexts } from "./publish-files.js";

const [out = "", site = "{}"] = process.argv.slice(2);
await publishTexts(out, JSON.parse(site) as Record<string, string>);
