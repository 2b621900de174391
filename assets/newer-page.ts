/** A newer version of the page that is shown. */
interface NewerPage {
  readonly document: Document;
  readonly main: HTMLElement;
  /** False: it was made by another version of the program, and needs its scripts. */
  readonly hasSameScript: boolean;
}

/** @returns undefined if it is not a page of this site (a login, an error page) */
export function readNewerPage(html: string, scriptUrl: string): NewerPage | undefined {
  const newer = new DOMParser().parseFromString(html, "text/html");
  const main = newer.querySelector("main");
  // The main script is the last one that waits for the page.
  const script = [...newer.querySelectorAll("script[defer]")].at(-1)?.getAttribute("src");
  if (main === null || script === undefined || script === null) return undefined;
  return { document: newer, main, hasSameScript: new URL(script, location.href).href === scriptUrl };
}
