import { conditionalFetch } from "./conditional-fetch.js";
import { watchFreshness } from "./freshness.js";
import { readNewerPage } from "./newer-page.js";
import { swapTitleAndIcons } from "./swap-main.js";

const RELOAD_PERIOD_MS = 15_000;

/** Keeps the page on an unattended screen up to date. If the server does not answer, the page stays, with a warning. */
export function keepOnWall(main: HTMLElement, scriptUrl: string): void {
  const freshness = watchFreshness(main);
  const page = conditionalFetch(location.pathname);
  const renew = async (): Promise<void> => {
    try {
      const html = await page.next();
      const newer = html === undefined ? undefined : readNewerPage(html, scriptUrl);
      if (newer?.hasSameScript === false) location.reload();
      else if (newer !== undefined) {
        main.replaceChildren(...newer.main.childNodes);
        swapTitleAndIcons(newer.document);
      }
    } catch {
      // The next one may be there again.
    }
    await freshness.check();
  };
  void freshness.check();
  if (location.protocol !== "file:") setInterval(() => void renew(), RELOAD_PERIOD_MS);
}
