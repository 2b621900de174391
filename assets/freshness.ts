import { conditionalFetch } from "./conditional-fetch.js";
import { button, element } from "./element.js";
import { formatAgo } from "./relative-time.js";
import { nowSeconds } from "./server-clock.js";
import { text } from "./texts.js";

/** Says by itself when what the page shows is too old, even when cron has died. */
export interface Freshness {
  /** Looks at the site's age, and then at the page's. */
  readonly check: () => Promise<void>;
}

/** The site's own age is that of its `status.json`, which the page names; the page's that of its `#as-of`. */
export function watchFreshness(main: HTMLElement): Freshness {
  const link = document.querySelector<HTMLLinkElement>("link[data-stale-after]");
  const staleAfterSeconds = Number(link?.dataset["staleAfter"] ?? Infinity);
  const status = conditionalFetch(link?.href ?? "");
  let siteSeconds: number | undefined;
  const message = element("span");
  const reload = button(text("reloadNow"), () => {
    location.reload();
  });
  const banner = element("div", { class: "stale-banner", role: "status" });
  main.before(banner);

  return {
    check: async () => {
      // From `file://` nothing can be fetched; there the page's own time has to do.
      if (location.protocol !== "file:") {
        try {
          siteSeconds = generatedSeconds(await status.next()) ?? siteSeconds;
        } catch {
          // The page's own time has to do.
        }
      }
      const pageTime = main.querySelector<HTMLTimeElement>("#as-of");
      const pageSeconds = pageTime === null ? undefined : Date.parse(pageTime.dateTime) / 1000;
      const newestSeconds = Math.max(siteSeconds ?? 0, pageSeconds ?? 0);
      const now = nowSeconds();
      const isStale = (seconds: number): boolean => seconds > 0 && now - seconds > staleAfterSeconds;
      const problem = isStale(newestSeconds)
        ? text("siteStopped", { ago: formatAgo(now - newestSeconds) })
        : pageSeconds !== undefined && isStale(pageSeconds)
          ? text("pageOld", { ago: formatAgo(now - pageSeconds) })
          : "";
      if (message.textContent === problem) return;
      message.textContent = problem;
      banner.replaceChildren(...(problem === "" ? [] : [message, reload]));
    },
  };
}

function generatedSeconds(json: string | undefined): number | undefined {
  if (json === undefined) return undefined;
  const status: unknown = JSON.parse(json);
  if (typeof status !== "object" || status === null || !("generated" in status)) return undefined;
  const seconds = Date.parse(String(status.generated)) / 1000;
  return Number.isFinite(seconds) ? seconds : undefined;
}
