import type { Templates } from "./render/html.js";

/** The pages' templates, in a module that only the build makes: see `build-templates.ts`. */
export declare const templates: Templates;
