import { element } from "./element.js";
import { text, type TextKey } from "./texts.js";

const UNITS: readonly (readonly [seconds: number, key: TextKey])[] = [
  [86_400, "daysAgo"],
  [3600, "hoursAgo"],
  [60, "minutesAgo"],
];

/** How long ago an instant was: `3 min ago`. */
export function formatAgo(agoSeconds: number): string {
  for (const [unitSeconds, key] of UNITS) {
    if (agoSeconds >= unitSeconds) return text(key, { count: Math.floor(agoSeconds / unitSeconds) });
  }
  return text("secondsAgo", { count: Math.max(0, Math.floor(agoSeconds)) });
}

/** Writes how long ago it was beside each time that asks for it. Call it again as time passes. */
export function showAgo(main: HTMLElement, nowSeconds: number): void {
  for (const time of main.querySelectorAll<HTMLTimeElement>("time[data-ago]")) {
    const label = formatAgo(nowSeconds - Date.parse(time.dateTime) / 1000);
    const next = time.nextElementSibling;
    if (next?.matches(".ago") !== true) time.after(element("span", { class: "ago" }, label));
    else if (next.textContent !== label) next.textContent = label;
  }
}
