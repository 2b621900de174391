import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeSpans, readSections } from "./markdown-sections.js";

/** The commands and files of a part of README.md, in its order. */
export interface ReadmePart {
  readonly heading: string;
  /** The lines of each fenced block, without comments at their ends. */
  readonly blocks: readonly { readonly language: string; readonly lines: readonly string[] }[];
  /** Commands in the text and in tables. */
  readonly spans: readonly string[];
}

/** Words that begin a command, where code in a text is no name, path or config. */
const PROGRAMS = [
  "apt",
  "apt-get",
  "npm",
  "npx",
  "git",
  "systemctl",
  "journalctl",
  "install",
  "openvpn-status-site",
  "node",
  "dpkg",
  "setfacl",
  "usermod",
];

/** The sections below a heading of the second level, itself included. */
export function readReadmePart(heading: string): readonly ReadmePart[] {
  const sections = readSections(readFileSync(join(import.meta.dirname, "../../README.md"), "utf8"));
  const first = sections.findIndex((section) => section.level === 2 && section.heading === heading);
  const after = sections.findIndex(({ level }, place) => place > first && level <= 2);
  if (first === -1 || after === -1) throw new Error(`README.md has no part ${heading}`);
  return sections.slice(first, after).map(({ heading: name, text, blocks }) => ({
    heading: name,
    blocks: blocks.map(({ language, lines }) => {
      return { language, lines: lines.map((line) => line.replace(/ +# .*$/, "")).filter((line) => line !== "") };
    }),
    spans: codeSpans(text).filter(isCommand),
  }));
}

/** A name alone is no command: `openvpn-status-site`. */
function isCommand(code: string): boolean {
  const words = code.split(" ").filter((word) => !/^[A-Z_]+=/.test(word));
  return words.length > 1 && PROGRAMS.includes(words[0] ?? "");
}
