import type { Stage, Target } from "../../src/site/target.js";

const STAGE_BY_FOLDER: Readonly<Record<string, Stage>> = {
  assets: "asset",
  charts: "chart",
  downloads: "download",
  servers: "live",
};

/** A site from path → text, each path in the stage that the real site has it in. */
export function toTargets(site: Readonly<Record<string, string>>): readonly Target[] {
  return Object.entries(site).map(([path, text]) => ({ path, stage: toStage(path), toKey: null, make: () => text }));
}

function toStage(path: string): Stage {
  if (path === "index.html") return "overview";
  const parts = path.split("/");
  return STAGE_BY_FOLDER[parts[0] ?? ""] ?? (parts.length === 2 ? "index" : "leaf");
}
