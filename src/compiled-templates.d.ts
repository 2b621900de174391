import type { Templates } from "./render/html/html.js";
import type { SystemTemplates } from "./render/system/system-file.js";

/** All templates, in a module that only the build makes: see `packaging/templates-plugin.ts`. */
export declare const templates: Templates;
export declare const systemTemplates: SystemTemplates;
