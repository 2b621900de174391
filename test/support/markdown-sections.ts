/** A heading with what follows up to the next one. */
export interface Section {
  /** 1 for `#`. */
  readonly level: number;
  readonly heading: string;
  /** The anchor that GitHub gives to the heading. */
  readonly slug: string;
  /** All below the heading, fenced blocks left out. */
  readonly lines: readonly string[];
  readonly text: string;
  /** Fenced blocks, also those in lists. */
  readonly blocks: readonly { readonly language: string; readonly lines: readonly string[] }[];
  /** The cells of each table's first row. */
  readonly tableHeads: readonly (readonly string[])[];
  /** The cells of all other rows of its tables. */
  readonly rows: readonly (readonly string[])[];
}

/** The sections of a text in Markdown. Reads what our READMEs use, not all of Markdown. */
export function readSections(text: string): readonly Section[] {
  const parts: { heading: string; lines: string[]; blocks: { language: string; lines: string[] }[] }[] = [];
  let block: { language: string; lines: string[] } | null = null;
  for (const line of text.split("\n")) {
    const fence = /^ *```(\w*)$/.exec(line);
    const part = parts.at(-1);
    if (fence !== null) {
      block = block === null ? { language: fence[1] ?? "", lines: [] } : null;
      if (block !== null) part?.blocks.push(block);
    } else if (block !== null) block.lines.push(line.trim());
    else if (/^#+ /.test(line)) parts.push({ heading: line, lines: [], blocks: [] });
    else part?.lines.push(line);
  }
  return parts.map(({ heading: line, lines, blocks }) => {
    const [, marks = "", heading = ""] = /^(#+) (.*)$/.exec(line) ?? [];
    const cells = lines.filter((one) => /^ *\|/.test(one)).map(toCells);
    const isHead = (place: number): boolean => /^-+$/.test(cells[place + 1]?.[0] ?? "");
    return {
      level: marks.length,
      heading,
      slug: toSlug(heading),
      lines,
      text: lines.join("\n"),
      blocks,
      tableHeads: cells.filter((_, place) => isHead(place)),
      rows: cells.filter((row, place) => !isHead(place) && !/^-+$/.test(row[0] ?? "")),
    };
  });
}

/** The contents of `code` in a text. */
export function codeSpans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code.replace(/\s+/g, " "));
}

function toCells(line: string): readonly string[] {
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

function toSlug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}
