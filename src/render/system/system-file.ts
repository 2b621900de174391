import { Eta, type TemplateFunction } from "eta/core";
import type { HookFile } from "./hook-file.js";
import type { CronFile, PathFile, ServiceFile, SysusersFile, TimerFile, TmpfilesFile } from "./systemd-files.js";
import type { WebSiteFile } from "./web-site-file.js";

/** Templates of files for the system, compiled, by name. */
export type SystemTemplates = ReadonlyMap<string, TemplateFunction>;

/** What each template shows. */
export interface SystemFiles {
  readonly hook: HookFile;
  readonly nginx: WebSiteFile;
  readonly apache: WebSiteFile;
  readonly caddy: WebSiteFile;
  readonly cron: CronFile;
  readonly service: ServiceFile;
  readonly timer: TimerFile;
  readonly path: PathFile;
  readonly sysusers: SysusersFile;
  readonly tmpfiles: TmpfilesFile;
}

/** Renders a file for the system. Nothing is escaped: the values must be quoted already. */
export function renderSystemFile<Name extends keyof SystemFiles>(
  templates: SystemTemplates,
  name: Name,
  file: SystemFiles[Name],
): string {
  const template = templates.get(name);
  if (template === undefined) throw new Error(`there is no template system/${name}.eta`);
  return new Eta().render(template, file);
}
