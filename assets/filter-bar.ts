import { offerDownload } from "./offer-download.js";
import { button, element, select } from "./element.js";
import { filterOfQuery, NO_FILTER, queryOfFilter, type Filter } from "./filter.js";
import type { TableView } from "./table-view.js";
import { text } from "./texts.js";

/** The filter of a page: its controls, and the address, which holds its state. */
export interface FilterBar {
  readonly filter: () => Filter;
  /** Adds the users and servers of newer tables to the choices. */
  readonly renew: (views: readonly TableView[]) => void;
  /** Shows how much of the page passes the filter. */
  readonly report: (counts: readonly Count[]) => void;
  readonly clear: () => void;
}

export interface Count {
  readonly name: string;
  readonly shown: number;
  readonly all: number;
}

/** @param place is kept when the page around it is replaced, so that typing is not interrupted */
export function filterBar(place: HTMLElement, main: HTMLElement, onFilter: () => void): FilterBar {
  let filter = filterOfQuery(location.search);
  const names = new Map<string, { readonly name: string; readonly href: string }>();
  const user = select(text("user"), new Map(), "");
  const server = select(text("server"), new Map(), "");
  const statuses = [
    ["", text("allStatuses")] as const,
    ["open", text("active")] as const,
    ["closed", text("ended")] as const,
  ];
  const status = select(text("status"), new Map(statuses), "");
  const words = element("input", {
    type: "search",
    "aria-label": text("search"),
    placeholder: text("search"),
    autocomplete: "off",
    spellcheck: "false",
  });
  const found = element("span", { class: "found-count", role: "status" });
  const offers = element("span", { class: "offers" });

  const toAddress = (next: Filter, isTyping: boolean): void => {
    filter = next;
    const address = location.pathname + queryOfFilter(filter) + location.hash;
    const goesOn = isTyping && history.state === "typing";
    history[goesOn ? "replaceState" : "pushState"](isTyping ? "typing" : null, "", address);
    onFilter();
  };
  const clear = (): void => {
    toAddress(NO_FILTER, false);
    showValues();
  };
  const reset = button(text("clear"), () => {
    clear();
    words.focus();
  });
  const showValues = (): void => {
    for (const [control, value] of [
      [user, filter.user],
      [server, filter.server],
      [status, filter.status],
    ] as const) {
      if (![...control.options].some((option) => option.value === value)) control.add(new Option(value, value));
      control.value = value;
    }
    if (words.value !== filter.text) words.value = filter.text;
  };
  const readControls = (): Filter => ({
    user: user.value,
    server: server.value,
    status: filterOfQuery(`?status=${status.value}`).status,
    text: words.value.trim(),
  });
  for (const control of [user, server, status]) {
    control.addEventListener("change", () => {
      toAddress(readControls(), false);
    });
  }
  words.addEventListener("input", () => {
    toAddress(readControls(), true);
  });
  window.addEventListener("popstate", () => {
    filter = filterOfQuery(location.search);
    showValues();
    onFilter();
  });
  place.append(user, status, server, words, reset, found, offers);
  place.role = "search";

  return {
    filter: () => filter,
    clear,
    renew: (views) => {
      const rows = views
        .filter(({ isFiltered }) => isFiltered)
        .flatMap(({ groups }) => groups.flatMap((group) => group.rows));
      names.clear();
      for (const { user: slug, userLink } of rows) {
        if (userLink !== undefined) names.set(slug, { name: userLink.textContent, href: userLink.href });
      }
      const sessions = rows.filter(({ id }) => id !== "");
      const users = [...names].map(([slug, { name }]) => [slug, name] as const);
      offer(user, text("allUsers"), sessions.length > 0 ? users : []);
      offer(
        server,
        text("allServers"),
        [...new Set(sessions.map((row) => row.server))].map((name) => [name, name] as const),
      );
      status.hidden = !views.some(({ isHistory }) => isHistory);
      showValues();
    },
    report: (counts) => {
      const isSet = queryOfFilter(filter) !== "";
      place.hidden = counts.length === 0;
      reset.hidden = !isSet;
      found.textContent = isSet
        ? counts.map(({ name, shown, all }) => text("shownRows", { name, shown, all })).join(" · ")
        : "";
      const chosen = names.get(filter.user);
      const links: Node[] = [];
      if (chosen !== undefined)
        links.push(element("a", { href: chosen.href }, text("userPage", { name: chosen.name })));
      const download = offerDownload(main, filter, chosen?.name ?? "");
      if (download !== undefined) links.push(download);
      offers.replaceChildren(...links);
    },
  };
}

/** Fills a choice, and hides it where there is nothing to choose. */
function offer(
  control: HTMLSelectElement,
  all: string,
  options: readonly (readonly [value: string, label: string])[],
): void {
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sorted = options.toSorted(([, a], [, b]) => collator.compare(a, b));
  control.hidden = options.length < 2;
  control.replaceChildren(...[["", all] as const, ...sorted].map(([value, label]) => new Option(label, value)));
}
