import { CHART_FONT, CHART_FONT_PX } from "./chart-font.js";
import { shortPath } from "./short-path.js";

/**
 * How the names of marks begin that only a wide or only a narrow chart shows: details that would not fit there with its
 * larger letters, and what is there in brief instead. They become classes.
 */
export const DETAIL_MARK = "detail";
export const BRIEF_MARK = "brief";

/**
 * What is drawn, without what vega writes for itself: a chart stands in a page that is looked at often and over slow
 * lines. Classes go, and groups and paths with nothing in them; numbers are written in tenths of a pixel. Roles and
 * descriptions go too, since inside `role="img"` nothing else has one, and vega's words for its marks are English.
 * What all items of a group have alike, the group has.
 * Only tags are changed, never texts, which may be names that look like attributes.
 *
 * @param body vega's SVG, whose texts have no `<` and no `>`
 * @param idPrefix for the ids, so that they are distinct among the charts of a page
 */
export function leanSvg(body: string, idPrefix: string): string {
  return body
    .replace(/<path class="(?:background|foreground)"(?![^<>]* (?:fill|stroke)=)[^<>]*\/>/g, "")
    .replace(/<[a-z][^<>]*>/g, (tag) => leanTag(tag, idPrefix))
    .replace(/<g\/>|<g><\/g>/g, "")
    .replace(LEAF_GROUP, (group, attributes: string, items: string) => sharedUp(group, attributes, items));
}

/** Attribute by attribute, as vega writes them: a full build has a million tags. */
function leanTag(tag: string, idPrefix: string): string {
  let lean = "";
  let copied = 0;
  for (let start = tag.indexOf(" "); start >= 0; start = tag.indexOf(" ", copied)) {
    const equals = tag.indexOf('="', start);
    const end = tag.indexOf('"', equals + 2) + 1;
    if (equals < 0 || end === 0) break;
    lean += tag.slice(copied, start) + leanAttribute(tag.slice(start, end), equals - start, idPrefix);
    copied = end;
  }
  return lean + tag.slice(copied);
}

/**
 * @param attribute with the space before it
 * @param nameEnd where its name ends
 */
function leanAttribute(attribute: string, nameEnd: number, idPrefix: string): string {
  const name = attribute.slice(1, nameEnd);
  const value = attribute.slice(nameEnd + 2, -1);
  switch (name) {
    case "role":
      return "";
    case "class": {
      const [, kept] = KEPT_CLASS.exec(value) ?? [];
      return kept === undefined ? "" : ` class="${kept}"`;
    }
    case "font-family":
      return value === CHART_FONT ? "" : attribute;
    case "font-size":
      return value === `${CHART_FONT_PX}px` ? "" : attribute;
    case "transform": {
      const [, x, y] = TRANSLATION.exec(value) ?? [];
      return x === undefined || y === undefined ? attribute : translation(x, y);
    }
    case "d":
      return ` d="${shortPath(value)}"`;
    case "id":
      return ` id="${idPrefix}-${value}"`;
    default:
      if (name.startsWith("aria-")) return "";
      return value.startsWith("url(#") ? ` ${name}="url(#${idPrefix}-${value.slice(5)}"` : attribute;
  }
}

const KEPT_CLASS = new RegExp(` (${DETAIL_MARK}|${BRIEF_MARK})(?:_[a-z]+)?_marks$`);
const TRANSLATION = /^translate\((-?[\d.]+),(-?[\d.]+)\)$/;

function translation(x: string, y: string): string {
  const [left, top] = [x, y].map((value) => Math.round(Number(value) * 10) / 10);
  return left === 0 && top === 0 ? "" : ` transform="translate(${left},${top})"`;
}

/** A group with no group in it: its attributes and its content. */
const LEAF_GROUP = /<g((?: [^<>]*)?)>((?:<(?!\/?g[ >])[^<>]*>|[^<>])+)<\/g>/g;
const ITEM = /<(?:path|line|text) [^<>]*>/g;
const INHERITED = / (?:fill|stroke|stroke-width|fill-opacity|text-anchor|font-size|font-weight)="[^"<>]*"/g;

function sharedUp(group: string, attributes: string, items: string): string {
  const [first = "", ...others] = items.match(ITEM) ?? [];
  if (others.length === 0) return group;
  const shared = (first.match(INHERITED) ?? []).filter((attribute) =>
    others.every((other) => other.includes(attribute)),
  );
  if (shared.length === 0) return group;
  const leaner = items.replace(ITEM, (tag) => shared.reduce((rest, attribute) => rest.replace(attribute, ""), tag));
  return `<g${attributes}${shared.join("")}>${leaner}</g>`;
}
