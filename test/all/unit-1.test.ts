import { loadTests } from "../support/load-tests.js";

await loadTests("unit", { part: 1, parts: 2 });
