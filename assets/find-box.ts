import { element } from "./element.js";
import type { FindGroup } from "./find-results.js";
import type { HistorySearch } from "./find-search.js";
import { loadScript } from "./load-script.js";
import { text } from "./texts.js";

const WAIT_MS = 80;

declare const siteFindName: string;

/** Loads the script that searches, once it is needed; if that fails, the next use tries again. */
function searchLoader(address: string, base: string): () => Promise<HistorySearch> {
  let loading: Promise<HistorySearch> | undefined;
  return () =>
    (loading ??= new Promise<HistorySearch>((resolve, reject) => {
      window.siteFind = (make) => {
        resolve(make(base));
      };
      // Where it does not call, it is another script.
      loadScript(address).then(() => {
        reject(new Error(`${address} does not search`));
      }, reject);
    }).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
}

/**
 * Makes the link to the search's page the field that searches the whole history. `/` leads to it from anywhere.
 *
 * @param scriptUrl of the main script; the search script is in the same folder
 */
export function findBox(link: HTMLAnchorElement, scriptUrl: string): void {
  const base = link.href;
  const load = searchLoader(new URL(siteFindName, scriptUrl).href, base);
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

  const search = async (isOld: () => boolean): Promise<void> => {
    if (input.value.trim() === "") {
      show([], text("findHelp"));
      return;
    }
    const findIn = await load();
    await findIn({ query: input.value, show, isOld });
  };
  const close = (): void => {
    clearTimeout(timer);
    // A search that is still running must not open the panel again.
    run += 1;
    open(false);
  };
  const start = (): void => {
    run += 1;
    const own = run;
    const isOld = (): boolean => own !== run;
    search(isOld).catch(() => {
      if (!isOld()) show([], text("findFailed"));
    });
  };

  input.addEventListener("input", () => {
    // Enter must not open a result for an earlier text.
    activate(-1);
    clearTimeout(timer);
    timer = setTimeout(start, WAIT_MS);
  });
  input.addEventListener("focus", () => {
    // The reader most likely searches next. If loading fails, the search reports it.
    load().catch(() => undefined);
    start();
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) start();
      else if (count > 0) activate((active + (event.key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (event.key === "Enter") {
      options()[active]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (input.value === "") input.blur();
      input.value = "";
      close();
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
    if (target instanceof Node && !(input.parentElement?.contains(target) ?? false)) close();
  });
  input.addEventListener("blur", () => {
    if (!panel.matches(":hover")) close();
  });
}
