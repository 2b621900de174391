import { after, afterEach, before } from "node:test";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { NOW_SECONDS } from "../support/example-site.js";
import { CHROMIUM } from "../support/programs.js";
import { skipUnless } from "../support/visible-skip.js";

/** For `test(…, { skip })`. */
export const skip = skipUnless(CHROMIUM !== undefined, "no Chromium on this machine");

/** A page of a context of its own, and what went wrong in it. */
export interface OpenPage {
  readonly page: Page;
  /** Console errors and warnings, errors of scripts, requests that failed. */
  readonly troubles: string[];
}

/**
 * One browser for a test file. Its pages' clock goes on from the instant at which the example site was made.
 */
export function useBrowser(): (
  url: string,
  options?: BrowserContextOptions & { readonly clockSeconds?: number },
) => Promise<OpenPage> {
  let browser: Browser | undefined;
  before(async () => {
    if (skip !== false) return;
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? "chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
  });
  after(async () => {
    await browser?.close();
  });
  return async (url, { clockSeconds = NOW_SECONDS + 20, ...options } = {}) => {
    if (browser === undefined) throw new Error("the browser has not been started");
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    // What tsx adds to functions that are sent to the page.
    await context.addInitScript("globalThis.__name = (made) => made");
    const page = await context.newPage();
    page.setDefaultTimeout(5000);
    if (options.javaScriptEnabled !== false) await page.clock.install({ time: clockSeconds * 1000 });
    const troubles: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) troubles.push(message.text());
    });
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // What a page leaves behind when it goes, and of a 304, which has no body.
      if (reason !== "net::ERR_ABORTED") troubles.push(`${request.url()}: ${reason}`);
    });
    page.on("dialog", (dialog) => {
      troubles.push(`a dialog said ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(url);
    return { page, troubles };
  };
}

/** The overview's days are folded: a line each. */
export async function unfoldDays(page: Page): Promise<void> {
  await page.locator("details.day-line").evaluateAll((lines: HTMLDetailsElement[]) => {
    for (const line of lines) line.open = true;
  });
}
