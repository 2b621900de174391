import { extname } from "node:path";
import { ProblemError } from "../../text/problem.js";
import { errorCode } from "../files/file-problem.js";
import { findUntrustedFile } from "../files/find-untrusted.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";
import type { AppearanceConfig } from "./config.js";

const MAX_BYTES = 256 * 1024;

/** How files of each kind begin; an SVG is a text, and is looked at as a whole. */
const SIGNATURES: ReadonlyMap<string, RegExp> = new Map([
  [".png", /^\x89PNG\r\n\x1a\n/],
  [".jpg", /^\xff\xd8\xff/],
  [".jpeg", /^\xff\xd8\xff/],
  [".gif", /^GIF8[79]a/],
  [".webp", /^RIFF[^]{4}WEBP/],
  [".svg", /^(?:\xef\xbb\xbf)?\s*</],
]);
/**
 * A page shows a logo as an image, in which no script runs; but opened by its own address, an SVG is a page of the site. So
 * one with anything that acts, or that is not there itself, is refused.
 */
const ACTIVE_SVG =
  /<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|embed|object|handler|set|animate\w*)\b|<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|\bon\w+\s*=|javascript:|data:text|@import|&#/i;

export const LOGO_NAMES: readonly string[] = [...SIGNATURES.keys()].map((extension) => `logo${extension}`);
export const OWN_STYLE_NAME = "own.css";

/**
 * The admin's own logo and style sheet, by the names that they get among the site's assets.
 *
 * @throws ProblemError `config`, with nothing of what is in the file
 */
export function readAppearance({ logo, stylesheet }: AppearanceConfig): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  if (logo !== null) files.set(`logo${extname(logo).toLowerCase()}`, readLogo(logo));
  if (stylesheet !== null) files.set(OWN_STYLE_NAME, readFile("stylesheet", stylesheet));
  return files;
}

function readLogo(path: string): Uint8Array {
  const extension = extname(path).toLowerCase();
  const signature = SIGNATURES.get(extension);
  if (signature === undefined) {
    throw refused("logo", path, "is no picture that pages can show", "Name an .svg, .png, .jpg, .webp or .gif file.");
  }
  const bytes = readFile("logo", path);
  const text = bytes.toString("latin1");
  if (!signature.test(text))
    throw refused("logo", path, `is no ${extension} file`, "Name a file of the kind that its name says.");
  if (extension === ".svg" && (ACTIVE_SVG.test(text) || text.includes("\0"))) {
    throw refused(
      "logo",
      path,
      "has scripts, animations, entities or a document type, which a page of the site could run",
      "Save it as a plain SVG without them, or as a .png.",
    );
  }
  return bytes;
}

function readFile(key: string, path: string): Buffer {
  refuseUntrusted(key, path);
  try {
    return readRegularFile(path, { maxBytes: MAX_BYTES, links: "followed" });
  } catch (error) {
    if (error instanceof FileFlawError)
      throw refused(key, path, `cannot be used: ${error.message}`, "Name another file.");
    const code = errorCode(error);
    if (code === null) throw error;
    throw refused(key, path, `cannot be read (${code})`, "Check the path, and who may read it.");
  }
}

/** What root reads is published: a link that another user puts there would publish any file. */
function refuseUntrusted(key: string, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const untrusted = findUntrustedFile(path);
  if (untrusted === null) return;
  throw refused(
    key,
    path,
    `is not for root: ${JSON.stringify(untrusted.path)} ${untrusted.why}`,
    "Give the file and every folder on its path to root (chown), and take write permission from others (chmod go-w).",
  );
}

function refused(key: string, path: string, why: string, fix: string): ProblemError {
  return new ProblemError({ kind: "config", what: `${key}: ${JSON.stringify(path)} ${why}`, fix });
}
