import { button } from "./element.js";
import { recall, remember } from "./remembered.js";
import { text, type TextKey } from "./texts.js";

interface Theme {
  /** As remembered and as in `data-theme`; empty to follow the system. */
  readonly name: "" | "light" | "dark";
  readonly label: TextKey;
  readonly sign: string;
}

const SYSTEM: Theme = { name: "", label: "themeSystem", sign: "◐" };
const LIGHT: Theme = { name: "light", label: "themeLight", sign: "☀" };
const DARK: Theme = { name: "dark", label: "themeDark", sign: "☾" };

/** A button that switches from theme to theme. `early-theme.ts` has already set the page's theme. */
export function themeButton(): HTMLButtonElement {
  // The first press always changes something: the system's theme is followed by the opposite of what it shows.
  const isSystemDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const themes = isSystemDark ? [SYSTEM, LIGHT, DARK] : [SYSTEM, DARK, LIGHT];
  let current = themes.find(({ name }) => name === recall("theme")) ?? SYSTEM;
  const made = button("", () => {
    current = themes[(themes.indexOf(current) + 1) % themes.length] ?? SYSTEM;
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
