// A step of the build: compiles the charts' specs into the file that is named, so that no run needs the compiler.
import { writeFileSync } from "node:fs";
import { compileCharts } from "./render/compiled-charts.js";
import { CHART_SPECS } from "./render/draw-figure.js";

const [, , file = ""] = process.argv;
writeFileSync(file, JSON.stringify(await compileCharts(CHART_SPECS)));
