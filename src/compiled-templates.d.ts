import type { Templates } from "./render/html/html.js";

/** The templates of pages, in a module that only the build makes: see `packaging/templates-plugin.ts`. */
export declare const templates: Templates;
