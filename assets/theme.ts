import { button } from "./element.js";
import { recall, remember } from "./remembered.js";
import { text, type TextKey } from "./texts.js";

interface Theme {
  /** As remembered and as in `data-theme`; empty to follow the system. */
  readonly name: "" | "light" | "dark";
  readonly label: TextKey;
  readonly sign: string;
}

const THEMES: readonly [Theme, ...Theme[]] = [
  { name: "", label: "themeSystem", sign: "◐" },
  { name: "light", label: "themeLight", sign: "☀" },
  { name: "dark", label: "themeDark", sign: "☾" },
];

/** A button that switches from theme to theme. `early-theme.ts` has already set the page's theme. */
export function themeButton(): HTMLButtonElement {
  let current = THEMES.find(({ name }) => name === recall("theme")) ?? THEMES[0];
  const made = button("", () => {
    current = THEMES[(THEMES.indexOf(current) + 1) % THEMES.length] ?? THEMES[0];
    remember("theme", current.name);
    show();
  });
  const show = (): void => {
    const { dataset } = document.documentElement;
    if (current.name === "") delete dataset["theme"];
    else dataset["theme"] = current.name;
    made.textContent = current.sign;
    const label = `${text("theme")}: ${text(current.label)}`;
    made.setAttribute("aria-label", label);
    made.title = label;
  };
  show();
  return made;
}
