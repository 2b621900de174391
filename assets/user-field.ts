import { element } from "./element.js";
import type { TableView } from "./table-view.js";
import { text } from "./texts.js";
import { allUsers, type KnownUser } from "./user-directory.js";

/** A field for a user's name. It suggests the users of the page, and once it is used, all users of the site. */
interface UserField {
  readonly input: HTMLInputElement;
  readonly choices: HTMLElement;
  /** Takes the users of newer tables. @returns how many there are */
  readonly renew: (views: readonly TableView[]) => number;
  /** The user with this name or slug. */
  readonly find: (value: string) => KnownUser | undefined;
}

/** @param onUsers called when the users of the whole site are known */
export function userField(onUsers: () => void): UserField {
  const choices = element("datalist", { id: "users-of-page" });
  const input = element("input", {
    type: "search",
    list: choices.id,
    "aria-label": text("user"),
    placeholder: text("allUsers"),
    autocomplete: "off",
    spellcheck: "false",
  });
  let here = new Map<string, KnownUser>();
  let everywhere: readonly KnownUser[] = [];

  const offer = (): void => {
    const names = new Set([...here.values(), ...everywhere].map(({ name }) => name));
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    choices.replaceChildren(...[...names].sort(collator.compare).map((name) => new Option("", name)));
  };
  const ask = async (): Promise<void> => {
    if (everywhere.length > 0) return;
    everywhere = await allUsers();
    if (everywhere.length === 0) return;
    offer();
    onUsers();
  };
  input.addEventListener("focus", () => {
    offer();
    void ask();
  });
  const find = (value: string): KnownUser | undefined => {
    const known = [...here.values(), ...everywhere];
    return known.find(({ name }) => name === value) ?? known.find(({ slug }) => slug === value);
  };
  return {
    input,
    choices,
    find: (value) => {
      if (value === "") return undefined;
      const found = find(value);
      if (found === undefined) void ask();
      return found;
    },
    renew: (views) => {
      here = new Map();
      for (const { groups } of views) {
        for (const { rows } of groups) {
          for (const { user, id, userLink } of rows) {
            if (id === "" || userLink === undefined || here.has(user)) continue;
            here.set(user, { slug: user, name: userLink.textContent, href: userLink.href });
          }
        }
      }
      return here.size;
    },
  };
}
