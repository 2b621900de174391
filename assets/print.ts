import { toLocalDay } from "../src/history/local-day.js";
import { makeZone } from "../src/status/zone.js";
import type { Freshness } from "./freshness.js";
import { writeDay } from "./texts.js";

/** Printed pages show what is folded on the screen; in older browsers, the style sheet cannot do that. */
export function unfoldForPaper(main: HTMLElement): void {
  let opened: readonly HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = [...main.querySelectorAll<HTMLDetailsElement>("details.day-line:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

/** Prints the time of the page. Pages that are not made in each run are as current as the site. */
export function tellPaper(main: HTMLElement, freshness: Pick<Freshness, "generated">): void {
  window.addEventListener("beforeprint", () => {
    const sheet = main.querySelector<HTMLElement>(".sheet");
    const seconds = freshness.generated();
    if (sheet === null || seconds === undefined || main.querySelector("#as-of") !== null) return;
    const zone = makeZone(sheet.dataset["zone"] ?? "UTC");
    const day = toLocalDay(zone, seconds);
    const clock = new Date((seconds + zone.utcOffsetSecondsAt(seconds)) * 1000).toISOString().slice(11, 16);
    const zoneText = (sheet.dataset["text"] ??= sheet.textContent);
    sheet.textContent = `${sheet.dataset["asOf"] ?? ""} ${writeDay(day)} ${clock}. ${zoneText}`;
  });
}
