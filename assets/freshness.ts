import { conditionalFetch } from "./conditional-fetch.js";
import { button, element } from "./element.js";
import { formatAge, formatAgo } from "./relative-time.js";
import { nowSeconds } from "./server-clock.js";
import { text } from "./texts.js";

/** Warns when the page is outdated, even when cron has died. */
export interface Freshness {
  /** Checks the site's age, and then the page's. */
  readonly check: () => Promise<void>;
  /** When the site was made, in epoch seconds; undefined before that is known. */
  readonly generated: () => number | undefined;
}

/** The site's age is that of its `status.json`; the page's age is that of its `#as-of`. */
export function watchFreshness(main: HTMLElement): Freshness {
  const link = document.querySelector<HTMLLinkElement>('link[rel="alternate"][type="application/json"]');
  const status = conditionalFetch(link?.href ?? "");
  let site: SiteAge = {};
  const message = element("span");
  const reload = button(text("reloadNow"), () => {
    location.reload();
  });
  const banner = element("div", { class: "stale-banner", role: "status" });
  main.before(banner);

  return {
    generated: () => site.generatedSeconds,
    check: async () => {
      // From `file://` nothing can be fetched: only the page's own time is known.
      if (location.protocol !== "file:") {
        try {
          site = { ...site, ...readSiteAge(await status.next()) };
        } catch {
          // Only the page's own time is known.
        }
      }
      const pageTime = main.querySelector<HTMLTimeElement>("#as-of");
      const pageSeconds = pageTime === null ? undefined : Date.parse(pageTime.dateTime) / 1000;
      const newestSeconds = Math.max(site.generatedSeconds ?? 0, pageSeconds ?? 0);
      const staleAfterSeconds = site.staleAfterSeconds ?? Number(pageTime?.dataset["staleAfter"] ?? Infinity);
      const now = nowSeconds();
      const isStale = (seconds: number): boolean => seconds > 0 && now - seconds > staleAfterSeconds;
      const problem = isStale(newestSeconds)
        ? text("siteStopped", toTexts(now - newestSeconds))
        : pageSeconds !== undefined && isStale(pageSeconds)
          ? text("pageOld", toTexts(now - pageSeconds))
          : "";
      if (message.textContent === problem) return;
      message.textContent = problem;
      banner.replaceChildren(...(problem === "" ? [] : [message, reload]));
    },
  };
}

/** Sentences need either an age, or how long ago something was. */
function toTexts(ageSeconds: number): Readonly<Record<"age" | "ago", string>> {
  return { age: formatAge(ageSeconds), ago: formatAgo(ageSeconds) };
}

interface SiteAge {
  readonly generatedSeconds?: number;
  /** The age from which it is outdated, which depends on how often it is made. */
  readonly staleAfterSeconds?: number;
}

function readSiteAge(json: string | undefined): SiteAge {
  if (json === undefined) return {};
  const status: unknown = JSON.parse(json);
  if (typeof status !== "object" || status === null) return {};
  const generatedSeconds = "generated" in status ? Date.parse(String(status.generated)) / 1000 : Number.NaN;
  const staleAfterSeconds = "stale_after_seconds" in status ? Number(status.stale_after_seconds) : Number.NaN;
  return {
    ...(Number.isFinite(generatedSeconds) ? { generatedSeconds } : {}),
    ...(Number.isFinite(staleAfterSeconds) ? { staleAfterSeconds } : {}),
  };
}
