import { element, select } from "./element.js";
import type { ConditionalFetch } from "./conditional-fetch.js";
import { recall, remember } from "./remembered.js";
import { text } from "./texts.js";

const PERIODS_SECONDS = [5, 10, 30, 60, 120];

/**
 * The control that reloads the page periodically. It pauses while the page is hidden.
 *
 * @param onPage takes a newer page's HTML; false if that is not a page of this site (a login, an error page)
 */
export function autoReload(page: ConditionalFetch, onPage: (html: string) => boolean): HTMLElement {
  const label = (seconds: number): string =>
    text("reloadEvery", {
      period: seconds < 60 ? text("seconds", { count: seconds }) : text("minutes", { count: seconds / 60 }),
    });
  const options = new Map([
    ["", text("reloadOff")],
    ...PERIODS_SECONDS.map((seconds) => [String(seconds), label(seconds)] as const),
  ]);
  const remembered = recall("reload");
  const period = select(text("reload"), options, options.has(remembered) ? remembered : "");
  const state = element("span", { class: "reload-state", role: "status" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastMs = Date.now();

  const plan = (): void => {
    clearTimeout(timer);
    if (period.value === "" || document.hidden) return;
    timer = setTimeout(() => void run(), Math.max(0, lastMs + Number(period.value) * 1000 - Date.now()));
  };
  const run = async (): Promise<void> => {
    lastMs = Date.now();
    try {
      const html = await page.next();
      if (html !== undefined && !onPage(html)) throw new Error("not a page of this site");
      state.textContent = "";
    } catch {
      state.textContent = text("reloadFailed");
    }
    plan();
  };
  period.addEventListener("change", () => {
    remember("reload", period.value);
    lastMs = Date.now();
    state.textContent = "";
    plan();
  });
  document.addEventListener("visibilitychange", plan);
  plan();
  return element("span", { class: "reload" }, state, period);
}
