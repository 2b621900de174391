import { element } from "./element.js";
import { readableChart, readPlot, type ReadableChart } from "./readable-chart.js";

const SVG = "http://www.w3.org/2000/svg";

/** A chart of the page, with the line that marks the current column and the element that shows its values. */
interface Panel {
  readonly svg: SVGSVGElement;
  readonly chart: ReadableChart;
  readonly output: HTMLOutputElement;
  readonly line: SVGLineElement;
}

/** Where charts were read, by their names: a newer page continues there. */
const places = new Map<string, Place>();

interface Place {
  readonly column: number;
  readonly row: number;
}

/**
 * Shows the values of charts at the pointer, after a tap, or by the arrow keys. Charts with the same axis are read
 * together. The page is complete without it: the same values are in the tables beside the charts.
 */
export function addReadOut(main: HTMLElement): void {
  const panels: Panel[] = [];
  for (const svg of main.querySelectorAll<SVGSVGElement>("svg[data-read]")) {
    const output = element("output", { class: "read-out" });
    svg.closest("figure")?.querySelector(".beside > p")?.after(output);
    const chart = readableChart(svg);
    if (chart === undefined) {
      addBars(svg, output);
      continue;
    }
    const line = document.createElementNS(SVG, "line");
    line.setAttribute("class", "crosshair");
    panels.push({ svg, chart, output, line });
  }
  const together = ({ svg }: Panel): readonly Panel[] =>
    panels.filter((other) => other.svg === svg || (svg.dataset["axis"] ?? "") === other.svg.dataset["axis"]);
  for (const panel of panels) addPointerAndKeys(panel, together(panel));
}

function addPointerAndKeys(panel: Panel, together: readonly Panel[]): void {
  const { svg, chart } = panel;
  const name = svg.getAttribute("aria-labelledby") ?? "";
  const read = (place: Place): void => {
    const column = Math.min(Math.max(place.column, 0), chart.columnCount - 1);
    const row = Math.min(Math.max(place.row, 0), chart.rowCount - 1);
    places.set(name, { column, row });
    for (const other of together) show(other, { column, row });
  };
  const clear = (): void => {
    for (const { line, output } of together) {
      line.remove();
      output.textContent = "";
    }
  };
  const readPointer = ({ clientX, clientY }: PointerEvent): void => {
    const { left, top, width } = svg.getBoundingClientRect();
    read({ column: chart.findColumn((clientX - left) / width), row: chart.findRow(clientY - top) });
  };
  svg.addEventListener("pointermove", readPointer);
  svg.addEventListener("pointerdown", readPointer);
  svg.addEventListener("pointerleave", ({ pointerType }) => {
    // A finger leaves the chart after each tap.
    if (pointerType === "mouse") clear();
  });
  svg.setAttribute("tabindex", "0");
  svg.addEventListener("focus", () => {
    if (svg.matches(":focus-visible")) read(places.get(name) ?? { column: chart.columnCount - 1, row: 0 });
  });
  svg.addEventListener("blur", clear);
  svg.addEventListener("keydown", (event) => {
    const { column, row } = places.get(name) ?? { column: chart.columnCount - 1, row: 0 };
    const next: Place | undefined = {
      ArrowLeft: { column: column - 1, row },
      ArrowRight: { column: column + 1, row },
      ArrowUp: { column, row: row - 1 },
      ArrowDown: { column, row: row + 1 },
      Home: { column: 0, row },
      End: { column: chart.columnCount - 1, row },
    }[event.key];
    if (event.key === "Escape") clear();
    if (next === undefined || (chart.rowCount === 1 && next.row !== row) || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    read(next);
  });
}

function show({ svg, chart, output, line }: Panel, { column, row }: Place): void {
  const x = `${chart.toShare(column) * 100}%`;
  const { top, height } = readPlot(svg);
  for (const [attribute, value] of [
    ["x1", x],
    ["x2", x],
    ["y1", top],
    ["y2", top + height],
  ] as const) {
    line.setAttribute(attribute, String(value));
  }
  svg.append(line);
  output.textContent = chart.tell(column, row);
}

/** A timeline's bars are links, which have their own titles. */
function addBars(svg: SVGSVGElement, output: HTMLOutputElement): void {
  const tell = ({ target }: Event): void => {
    const title = target instanceof Element ? target.closest("a, rect")?.querySelector("title") : null;
    output.textContent = title?.textContent ?? "";
  };
  const clear = (): void => {
    output.textContent = "";
  };
  svg.addEventListener("pointerover", tell);
  svg.addEventListener("focusin", tell);
  svg.addEventListener("pointerleave", clear);
  svg.addEventListener("focusout", clear);
}
