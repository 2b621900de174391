import type { Freshness } from "./freshness.js";

/** Paper says as of when it is. Pages that are not made in each run are as old as the site. */
export function tellPaper(main: HTMLElement, freshness: Pick<Freshness, "generated">): void {
  window.addEventListener("beforeprint", () => {
    const sheet = main.querySelector<HTMLElement>(".sheet");
    const seconds = freshness.generated();
    if (sheet === null || seconds === undefined || main.querySelector("#as-of") !== null) return;
    const { lang } = document.documentElement;
    const timeZone = sheet.dataset["zone"] ?? "UTC";
    const time = new Date(seconds * 1000).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short", timeZone });
    const zone = (sheet.dataset["text"] ??= sheet.textContent);
    sheet.textContent = `${sheet.dataset["asOf"] ?? ""} ${time}. ${zone}`;
  });
}
