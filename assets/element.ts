/** A new element. Texts become text nodes, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that does something on this page. */
export function button(label: string, onClick: () => void, className = ""): HTMLButtonElement {
  const made = element("button", { type: "button", class: className }, label);
  made.addEventListener("click", onClick);
  return made;
}

/** A `<select>` with its visible or spoken name, from value → label. */
export function select(name: string, options: ReadonlyMap<string, string>, value: string): HTMLSelectElement {
  const made = element("select", { "aria-label": name });
  for (const [optionValue, label] of options) made.append(element("option", { value: optionValue }, label));
  made.value = value;
  return made;
}
