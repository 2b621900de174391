import { extname } from "node:path";
import { ProblemError } from "../../text/problem.js";
import { errorCode } from "../files/file-problem.js";
import { findUntrustedFile } from "../files/find-untrusted.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";
import type { AppearanceConfig } from "./config.js";
import type { ProblemTexts } from "../../text/i18n/problem-texts-en.js";

const MAX_BYTES = 256 * 1024;

/** The first bytes of each kind of file; an SVG is a text, which is parsed as a whole. */
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
 * @throws ProblemError `config`; it quotes nothing from the file
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
    throw refused("logo", path, { why: (t) => t.noPicture, fix: (t) => t.noPictureFix });
  }
  const bytes = readFile("logo", path);
  const text = bytes.toString("latin1");
  if (!signature.test(text))
    throw refused("logo", path, { why: (t) => t.otherKind(extension), fix: (t) => t.otherKindFix });
  if (extension === ".svg" && (ACTIVE_SVG.test(text) || text.includes("\0"))) {
    throw refused("logo", path, { why: (t) => t.active, fix: (t) => t.activeFix });
  }
  return bytes;
}

function readFile(key: string, path: string): Buffer {
  refuseUntrusted(key, path);
  try {
    return readRegularFile(path, { maxBytes: MAX_BYTES, links: "followed" });
  } catch (error) {
    if (error instanceof FileFlawError)
      throw refused(key, path, { why: (t, all) => t.unusable(error.words(all)), fix: (t) => t.unusableFix });
    const code = errorCode(error);
    if (code === null) throw error;
    throw refused(key, path, { why: (t) => t.unreadable(code), fix: (t) => t.unreadableFix });
  }
}

/** What root reads is published: a link that another user puts there would publish any file. */
function refuseUntrusted(key: string, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const untrusted = findUntrustedFile(path);
  if (untrusted === null) return;
  throw refused(key, path, {
    why: (_t, all) => all.trust.appearance(JSON.stringify(untrusted.path), untrusted.why(all)),
    fix: (_t, all) => all.trust.appearanceFix,
  });
}

type AppearanceWords = (t: ProblemTexts["config"]["appearance"], all: ProblemTexts) => string;

function refused(
  key: string,
  path: string,
  { why, fix }: { readonly why: AppearanceWords; readonly fix: AppearanceWords },
): ProblemError {
  const toText = (words: AppearanceWords) => (t: ProblemTexts) => words(t.config.appearance, t);
  return new ProblemError({
    kind: "config",
    what: (t) => t.config.appearance.failed(key, JSON.stringify(path), toText(why)(t)),
    fix: toText(fix),
  });
}
