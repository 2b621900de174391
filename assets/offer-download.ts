import { element } from "./element.js";
import type { Filter } from "./filter.js";
import { text, type TextKey } from "./texts.js";

const KIND_TEXTS = {
  all: "allSessions",
  open: "runningSessions",
  closed: "endedSessions",
} as const satisfies Record<string, TextKey>;

/**
 * A link to the workbook that matches a filter best: user × status. Its text has the workbook's number of rows, its
 * time, and the parts of the filter that it ignores. Undefined on pages without workbooks, or if there is none of the
 * kind.
 *
 * @param userName the filter's user as shown; empty without one
 */
export function offerDownload(main: HTMLElement, filter: Filter, userName: string): HTMLElement | undefined {
  const kind = filter.status || "all";
  const users = main.querySelector<HTMLTemplateElement>("#user-downloads")?.content;
  const place =
    filter.user === ""
      ? main.querySelector(".downloads")
      : users?.querySelector(`[data-user="${CSS.escape(filter.user)}"]`);
  const workbook = place?.querySelector<HTMLElement>(`a[data-kind="${kind}"]`);
  const href = workbook?.getAttribute("href");
  if (workbook === undefined || workbook === null || href === undefined || href === null) return undefined;

  const what = [userName, text(KIND_TEXTS[kind])].filter((part) => part !== "").join(", ");
  const asOf = workbook.dataset["asOf"] ?? main.querySelector("#as-of")?.textContent ?? "";
  const rows = workbook.dataset["rows"] ?? "";
  const size = [
    rows === "1" ? text("oneRow") : text("rows", { rows }),
    asOf === "" ? "" : text("asOf", { time: asOf }),
    filter.server === "" ? "" : text("ofAllServers"),
    filter.text === "" ? "" : text("searchNotApplied"),
  ];
  const made = element("span", { class: "download-offer" });
  // It is left out where the file has that name anyway.
  const fileName = workbook.getAttribute("download") ?? href.slice(href.lastIndexOf("/") + 1);
  made.append(element("a", { href, download: fileName }, text("download", { what })));
  made.append(` ${size.filter((part) => part !== "").join(", ")}`);
  return made;
}

/** A user's exact name, where the page holds it. The name that is shown has marks for invisible characters. */
export function rawUserName(main: HTMLElement, slug: string): string | undefined {
  const users = main.querySelector<HTMLTemplateElement>("#user-downloads")?.content;
  const user = users?.querySelector<HTMLElement>(`[data-user="${CSS.escape(slug)}"]`);
  return user ? decodeURIComponent(user.dataset["name"] ?? slug) : undefined;
}
