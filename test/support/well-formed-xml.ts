import assert from "node:assert/strict";

const TOKEN = /<(?<close>\/?)(?<name>[A-Za-z][\w:.-]*)(?<attributes>(?: [\w:.-]+="[^"<]*")*)(?<empty>\/?)>|[^<]+/gy;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Asserts that a text is one well-formed element (without comments or CDATA) and gives all its elements. */
export function wellFormedXml(xml: string): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  const open: string[] = [];
  let at = 0;
  for (const match of xml.matchAll(TOKEN)) {
    const { close, name, attributes = "", empty } = match.groups ?? {};
    assert.equal(match.index, at, `not XML: ${xml.slice(at, at + 80)}`);
    at += match[0].length;
    assert.doesNotMatch(match[0], BARE_AMPERSAND);
    if (name === undefined) {
      assert.ok(open.length > 0, "text outside the root");
    } else if (close === "/") {
      assert.equal(open.pop(), name);
    } else {
      assert.ok(open.length > 0 || elements.length === 0, "two roots");
      const pairs = [...attributes.matchAll(/ ([\w:.-]+)="([^"]*)"/g)].map(
        ([, key = "", value = ""]) => [key, value] as const,
      );
      assert.equal(new Map(pairs).size, pairs.length, `an attribute twice: ${match[0]}`);
      elements.push({ name, attributes: new Map(pairs) });
      if (empty === "") open.push(name);
    }
  }
  assert.equal(at, xml.length, `not XML: ${xml.slice(at, at + 80)}`);
  assert.deepEqual(open, []);
  return elements;
}
