import { loadTests } from "../support/load-tests.js";

await loadTests("unit", { part: 2, parts: 2 });
