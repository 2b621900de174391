import type { WholeSite } from "../../src/io/publish/publish.js";
import type { Output, OutputStage } from "../../src/site/output.js";

const STAGE_BY_FOLDER: Readonly<Record<string, OutputStage>> = {
  assets: "asset",
  charts: "chart",
  downloads: "download",
  servers: "server",
};

/** A site from path → text, each path in the stage that the real site has it in. */
export function outputsOf(site: Readonly<Record<string, string>>): readonly Output[] {
  return Object.entries(site).map(([path, text]) => ({ path, stage: stageOf(path), make: () => text }));
}

/** The same as a site to publish in one batch. */
export function siteOf(site: Readonly<Record<string, string>>): WholeSite {
  return wholeSite(outputsOf(site));
}

export function wholeSite(outputs: readonly Output[]): WholeSite {
  return { paths: outputs.map(({ path }) => path), making: "all", batches: [outputs] };
}

function stageOf(path: string): OutputStage {
  if (path === "index.html") return "overview";
  const parts = path.split("/");
  return STAGE_BY_FOLDER[parts[0] ?? ""] ?? (parts.length === 2 ? "index" : "leaf");
}
