import type { SystemTemplates } from "./render/system/system-file.js";

/** The templates of files for the system, in a module that only the build makes: see `packaging/templates-plugin.ts`. */
export declare const systemTemplates: SystemTemplates;
