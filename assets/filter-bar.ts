import { readAddress, writeAddress } from "./address.js";
import { offerDownload } from "./offer-download.js";
import { button, element, select } from "./element.js";
import { isNoFilter, NO_FILTER, readFilter, toParameters, type Filter } from "./filter.js";
import { usersPageUrl } from "./page-links.js";
import type { TableView } from "./table-view.js";
import { text } from "./texts.js";
import { userField } from "./user-field.js";

/** The filter of a page: its controls, and the address, which holds its state. */
interface FilterBar {
  readonly filter: () => Filter;
  /** Takes the filter that is in the address now. */
  readonly readAddress: () => void;
  /** Adds the users and servers of newer tables to the choices. */
  readonly renew: (views: readonly TableView[]) => void;
  /** Shows how much of the page passes the filter. */
  readonly report: (counts: readonly Count[]) => void;
}

interface Count {
  readonly name: string;
  readonly shown: number;
  readonly all: number;
}

/** @param place is kept when the page around it is replaced, so that typing is not interrupted */
export function filterBar(place: HTMLElement, main: HTMLElement, onFilter: () => void): FilterBar {
  let filter = readFilter(readAddress());
  const user = userField(() => {
    onFilter();
  });
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

  const take = (next: Filter, isTyping: boolean): void => {
    filter = next;
    writeAddress(toParameters(filter), isTyping);
    onFilter();
  };
  const reset = button(text("clear"), () => {
    take(NO_FILTER, false);
    showValues();
    words.focus();
  });
  const showValues = (): void => {
    for (const [control, value] of [
      [server, filter.server],
      [status, filter.status],
    ] as const) {
      if (![...control.options].some((option) => option.value === value)) control.add(new Option(value, value));
      control.value = value;
    }
    if (user.input.value !== filter.user) user.input.value = user.find(filter.user)?.name ?? filter.user;
    if (words.value !== filter.text) words.value = filter.text;
  };
  const onInput = (isTyping: boolean) => (): void => {
    const name = user.input.value.trim();
    const next = { user: user.find(name)?.slug ?? name, server: server.value, status: status.value, text: words.value };
    const parameters = new URLSearchParams({ ...next, text: next.text.trim(), show: filter.show });
    take(readFilter(parameters), isTyping);
  };
  for (const control of [server, status]) control.addEventListener("change", onInput(false));
  for (const control of [user.input, words]) control.addEventListener("input", onInput(true));
  place.append(user.input, user.choices, status, server, words, reset, found, offers);
  place.role = "search";

  return {
    filter: () => ({ ...filter, slug: user.find(filter.user)?.slug ?? "" }),
    readAddress: () => {
      filter = readFilter(readAddress());
      showValues();
    },
    renew: (views) => {
      const filtered = views.filter(({ isFiltered }) => isFiltered);
      const sessions = filtered.flatMap(({ groups }) =>
        groups.flatMap((group) => group.rows.filter(({ id }) => id !== "")),
      );
      user.input.hidden = user.renew(filtered) === 0 || main.dataset["user"] !== undefined;
      const servers = [...new Set(sessions.map((row) => row.server))].sort();
      server.hidden = servers.length < 2;
      server.replaceChildren(...[["", text("allServers")], ...servers.map((name) => [name, name])].map(toOption));
      status.hidden = !sessions.some(({ isOpen }) => isOpen) || sessions.every(({ isOpen }) => isOpen);
      showValues();
    },
    report: (counts) => {
      const isSet = !isNoFilter(filter);
      place.hidden = counts.length === 0;
      document.body.classList.toggle("filtering", isSet);
      reset.hidden = !isSet;
      found.textContent = isSet
        ? sumByName(counts)
            .map(({ name, shown, all }) => text("shownRows", { name, shown, all }))
            .join(" · ")
        : "";
      showTiles(main, filter.show);
      const chosen = user.find(filter.user);
      const links: Node[] = [];
      if (chosen !== undefined) links.push(linkTo(chosen.href, text("userPage", { name: chosen.name })));
      const usersPage = usersPageUrl();
      if (chosen === undefined && filter.user !== "" && usersPage !== undefined) {
        const query = new URLSearchParams({ text: filter.user }).toString();
        links.push(linkTo(`${usersPage}?${query}`, text("amongAllUsers", { name: filter.user })));
      }
      const download = offerDownload(main, { ...filter, user: chosen?.slug ?? filter.user }, chosen?.name ?? "");
      if (download !== undefined) links.push(download);
      offers.replaceChildren(...links);
    },
  };
}

/** Several tables can be one list. */
function sumByName(counts: readonly Count[]): readonly Count[] {
  const sums = new Map<string, Count>();
  for (const { name, shown, all } of counts) {
    const sum = sums.get(name);
    sums.set(name, { name, shown: shown + (sum?.shown ?? 0), all: all + (sum?.all ?? 0) });
  }
  return [...sums.values()];
}

function linkTo(href: string, label: string): HTMLElement {
  return element("a", { href }, label);
}

function toOption([value = "", label = ""]: readonly string[]): HTMLOptionElement {
  return new Option(label, value);
}

/** Marks the tile whose filter is active. */
function showTiles(main: HTMLElement, show: string): void {
  for (const link of main.querySelectorAll<HTMLAnchorElement>(".tiles a[data-show]")) {
    if (link.dataset["show"] === show) link.ariaCurrent = "true";
    else link.removeAttribute("aria-current");
  }
}

/** Lets tiles that filter do it in place; a second click ends it. */
export function listenToTiles(main: HTMLElement, onShow: () => void): void {
  main.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-show]") : null;
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    writeAddress({ show: link.ariaCurrent === "true" ? "" : (link.dataset["show"] ?? "") });
    onShow();
    main.querySelector("#filters")?.scrollIntoView({ block: "nearest" });
  });
}
