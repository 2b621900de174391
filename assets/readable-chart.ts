/** A chart as a grid: columns from left to right, and rows. Each cell has a text. */
export interface ReadableChart {
  readonly columnCount: number;
  readonly rowCount: number;
  /** Where the middle of a column is, as a share of the chart's width. */
  readonly toShare: (column: number) => number;
  readonly findColumn: (share: number) => number;
  /** @param y in pixels from the chart's upper edge */
  readonly findRow: (y: number) => number;
  readonly tell: (column: number, row: number) => string;
}

const STEP_MINUTES = 5;
const DAY_MINUTES = 1440;

/** Reads a chart's values from the page; undefined if its bars have titles of their own (`site/charts/figure.ts`). */
export function readableChart(svg: SVGSVGElement): ReadableChart | undefined {
  switch (svg.dataset["read"]) {
    case "steps":
      return readSteps(svg);
    case "slots":
      return readSlots(svg);
    case "grid":
      return readGrid(svg);
    case undefined:
    default:
      return undefined;
  }
}

/** Lines of minutes and texts. */
function parseSteps(text = ""): readonly (readonly [minute: number, text: string])[] {
  return text.split("|").map((line) => {
    const space = line.indexOf(" ");
    return [Number(line.slice(0, space)), line.slice(space + 1)];
  });
}

function readSteps({ dataset }: SVGSVGElement): ReadableChart {
  const steps = parseSteps(dataset["steps"]);
  const clock = parseSteps(dataset["clock"]);
  const columnCount = DAY_MINUTES / STEP_MINUTES;
  return {
    columnCount,
    rowCount: 1,
    toShare: (column) => (column + 0.5) / columnCount,
    findColumn: (share) => Math.floor(share * columnCount),
    findRow: () => 0,
    tell: (column) => {
      const minute = column * STEP_MINUTES;
      const [since = 0, dayMinute = "0"] = clock.findLast(([from]) => from <= minute) ?? [];
      const local = (Number(dayMinute) + minute - since) % DAY_MINUTES;
      const time = [Math.floor(local / 60), local % 60].map((part) => String(part).padStart(2, "0")).join(":");
      // A step has the text of what begins within it.
      const step = steps.findLast(([from]) => from < minute + STEP_MINUTES);
      return `${time} · ${step?.[1] ?? ""}`;
    },
  };
}

function readSlots(svg: SVGSVGElement): ReadableChart | undefined {
  const slots = [...svg.querySelectorAll(".slot rect")].map((rect) => {
    const [x = 0, width = 0] = ["x", "width"].map((name) => Number.parseFloat(rect.getAttribute(name) ?? "0"));
    const title = rect.querySelector("title");
    // Otherwise the browser would show it as well.
    title?.remove();
    return { share: (x + width / 2) / 100, text: title?.textContent ?? "" };
  });
  if (slots.length === 0) return undefined;
  const toShare = (column: number): number => slots[column]?.share ?? 0;
  return {
    columnCount: slots.length,
    rowCount: 1,
    toShare,
    findColumn: (share) =>
      slots.reduce(
        (nearest, { share: own }, column) =>
          Math.abs(own - share) < Math.abs(toShare(nearest) - share) ? column : nearest,
        0,
      ),
    findRow: () => 0,
    tell: (column) => slots[column]?.text ?? "",
  };
}

/** The table has a row for each column of the chart, and a column for each of its rows. */
function readGrid(svg: SVGSVGElement): ReadableChart | undefined {
  const table = svg.closest("figure")?.querySelector("table");
  const heads = [...(table?.tHead?.rows[0]?.cells ?? [])].slice(1);
  const rows = [...(table?.tBodies[0]?.rows ?? [])];
  if (rows.length === 0) return undefined;
  const { top, height } = readPlot(svg);
  return {
    columnCount: rows.length,
    rowCount: heads.length,
    toShare: (column) => (column + 0.5) / rows.length,
    findColumn: (share) => Math.floor(share * rows.length),
    findRow: (y) => Math.floor(((y - top) / height) * heads.length),
    tell: (column, row) => {
      const [hour, ...cells] = [...(rows[column]?.cells ?? [])].map(({ textContent }) => textContent);
      return `${heads[row]?.textContent ?? ""} ${hour ?? ""} · ${cells[row] ?? ""}`;
    },
  };
}

/** Where a chart's plot is, in pixels from the chart's upper edge. */
export function readPlot({ dataset }: SVGSVGElement): { readonly top: number; readonly height: number } {
  const [top = 0, height = 0] = (dataset["plot"] ?? "").split(" ").map(Number);
  return { top, height };
}
