import { toLocalDay } from "../src/history/local-day.js";
import type { SearchedSession } from "../src/site/search/search-shard.js";
import { makeZone } from "../src/status/zone.js";
import { element } from "./element.js";
import { findParts } from "./find-parts.js";
import { parseQuery } from "./find-query.js";
import { findByName, findInSessions, type FindGroup } from "./find-results.js";
import { text } from "./texts.js";

const WAIT_MS = 80;

/** Makes the link to the search's page the field that searches the whole history. `/` leads to it from anywhere. */
export function findBox(link: HTMLAnchorElement): void {
  const base = link.href;
  if (base === "") return;
  const parts = findParts(base);
  const input = element("input", {
    type: "search",
    role: "combobox",
    "aria-label": text("find"),
    "aria-expanded": "false",
    "aria-controls": "find-results",
    "aria-autocomplete": "list",
    placeholder: text("findHint"),
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = element("div", {
    id: "find-results",
    class: "find-results",
    role: "listbox",
    "aria-label": text("find"),
  });
  const state = element("p", { class: "find-state", role: "status" });
  const panel = element("div", { class: "find-panel", hidden: "" }, list, state);
  link.replaceWith(element("div", { class: "find", role: "search", "aria-label": text("find") }, input, panel));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let run = 0;
  let active = -1;

  const options = (): readonly HTMLAnchorElement[] => [...list.querySelectorAll("a")];
  const open = (isOpen: boolean): void => {
    panel.hidden = !isOpen;
    input.ariaExpanded = String(isOpen);
    if (!isOpen) activate(-1);
  };
  const activate = (next: number): void => {
    active = next;
    for (const [place, option] of options().entries()) option.ariaSelected = String(place === active);
    const option = options()[active];
    if (option === undefined) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", option.id);
    option?.scrollIntoView({ block: "nearest" });
  };
  const show = (groups: readonly FindGroup[], message: string): void => {
    let place = 0;
    list.replaceChildren(
      ...groups.map(({ heading, items, more }) => {
        const name = element("div", { class: "find-heading", role: "presentation" }, text(heading));
        if (more > 0) name.append(` · ${text("findMore", { count: more })}`);
        const shown = items.map(({ label, note, path }) => {
          const href = new URL(`../${path}`, base).href;
          const option = element("a", {
            id: `find-${place++}`,
            role: "option",
            tabindex: "-1",
            href,
            "aria-selected": "false",
          });
          option.append(element("bdi", {}, label), " ", element("span", { class: "muted" }, note));
          return option;
        });
        return element("div", { role: "group", "aria-label": text(heading) }, name, ...shown);
      }),
    );
    state.textContent = message;
    open(true);
    // What Enter opens is seen.
    activate(groups.length > 0 ? Math.max(0, Math.min(active, place - 1)) : -1);
  };

  const search = async (): Promise<void> => {
    run += 1;
    const own = run;
    const isOld = (): boolean => own !== run;
    if (input.value.trim() === "") {
      show([], text("findHelp"));
      return;
    }
    const index = await parts.index();
    const zone = makeZone(index.zone);
    const query = parseQuery(input.value, zone);
    if (isOld() || query === undefined) return;
    if (query.instants?.length === 0) {
      show([], text("findNoTime"));
      return;
    }
    const byName = findByName(index, query);
    const finish = (groups: readonly FindGroup[]): void => {
      const count = groups.reduce((sum, { items, more }) => sum + items.length + more, 0);
      show(groups, count === 0 ? text("findNone") : text("findCount", { count }));
    };
    if (query.address === null && query.instants === null) {
      finish(byName);
      return;
    }
    const wanted = new Set(query.instants?.map((instant) => toLocalDay(zone, instant).slice(0, 7)));
    const months = index.months.map(([month]) => month).filter((month) => wanted.size === 0 || wanted.has(month));
    show(byName, text("findLoading"));
    const { asOfSeconds, sessions: running } = await parts.running();
    const sessions: SearchedSession[] = [...running];
    const now = { zone, nowSeconds: asOfSeconds };
    for (const month of months) {
      sessions.push(...(await parts.month(month)));
      if (isOld()) return;
      show([...findInSessions(sessions, query, now), ...byName], text("findLoading"));
    }
    if (!isOld()) finish([...findInSessions(sessions, query, now), ...byName]);
  };
  const start = (): void => {
    search().catch(() => {
      show([], text("findFailed"));
    });
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(start, WAIT_MS);
  });
  input.addEventListener("focus", start);
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) open(true);
      if (count > 0) activate((active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter") {
      options()[active]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (panel.hidden || input.value === "") input.blur();
      input.value = "";
      open(false);
    }
  });
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    const isTyping = target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    if (document.querySelector("dialog[open]") !== null) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !(input.parentElement?.contains(target) ?? false)) open(false);
  });
  input.addEventListener("blur", () => {
    if (!panel.matches(":hover")) open(false);
  });
}
