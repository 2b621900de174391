import { copyButton } from "./copy-button.js";
import { button, element } from "./element.js";
import type { Row } from "./table-view.js";
import { text } from "./texts.js";

/** The details of one session at a time, over the page. */
interface SessionDialog {
  /** Replaces a row's own `<details>` by a button. */
  readonly addButton: (row: Row) => void;
  /** Shows the session as a newer page has it, if it still does. */
  readonly renew: (rows: Iterable<Row>) => void;
}

export function sessionDialog(): SessionDialog {
  let shown: { readonly row: Row; readonly place: string } | undefined;
  const title = element("h2", { id: "session-dialog-title" });
  const close = button("✕", () => {
    dialog.close();
  });
  close.ariaLabel = text("close");
  const fields = element("dl");
  const links = element("p", { class: "dialog-links" });
  const newer = button(`← ${text("rowAbove")}`, () => {
    step(-1);
  });
  const older = button(`${text("rowBelow")} →`, () => {
    step(1);
  });
  const { copy, done: copied } = copyButton(text("copyId"), () => shown?.row.id ?? "");
  const dialog = element(
    "dialog",
    { class: "session-dialog", "aria-labelledby": title.id },
    element(
      "div",
      { class: "dialog-body" },
      element("header", {}, title, close),
      fields,
      links,
      element("footer", {}, newer, older, copy, copied),
    ),
  );
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  let opener: Element | null = null;
  dialog.addEventListener("close", () => {
    // The browser has given the focus back, unless a newer page replaced the button. This is a task of its own: the reader may be
    // elsewhere by now.
    const { activeElement } = document;
    const isLeft = activeElement === opener || activeElement === document.body || dialog.contains(activeElement);
    if (isLeft) findButton(shown?.row)?.focus();
    shown = undefined;
  });
  document.body.append(dialog);

  let all: readonly Row[] = [];
  const show = (row: Row): void => {
    shown = { row, place: readPlace(row) };
    title.textContent = row.what;
    fields.replaceChildren(...allFields(row.tr));
    links.replaceChildren(...toLinks(row));
    copied.textContent = "";
    newer.disabled = findNeighbour(row, -1) === undefined;
    older.disabled = findNeighbour(row, 1) === undefined;
    if (dialog.open) return;
    opener = document.activeElement;
    dialog.showModal();
  };
  /** The row above or below it that can be seen. */
  const findNeighbour = ({ tr }: Row, by: 1 | -1): Row | undefined => {
    const seen = [...(tr.closest("table")?.querySelectorAll<HTMLTableRowElement>("tr[data-id]:not([hidden])") ?? [])];
    const next = seen[seen.indexOf(tr) + by];
    return all.find((row) => row.tr === next);
  };
  const step = (by: 1 | -1): void => {
    const next = shown === undefined ? undefined : findNeighbour(shown.row, by);
    if (next !== undefined) show(next);
  };
  return {
    addButton: (row) => {
      const details = row.tr.querySelector("details");
      if (details === null) return;
      const made = button(
        "⋯",
        () => {
          show(row);
        },
        "details",
      );
      made.ariaLabel = details.querySelector("summary")?.ariaLabel ?? "";
      made.ariaHasPopup = "dialog";
      details.open = false;
      details.hidden = true;
      details.after(made);
    },
    renew: (rows) => {
      all = [...rows];
      if (shown === undefined) return;
      const { id } = shown.row;
      const same = all.filter((row) => row.id === id);
      const row = same.find((candidate) => readPlace(candidate) === shown?.place) ?? same[0];
      if (row !== undefined) show(row);
    },
  };
}

/** A running session is in two tables. */
function readPlace(row: Row): string {
  return row.tr.closest("table")?.className ?? "";
}

/** The button of a row; of its group if the row is folded, since a hidden button cannot get the focus. */
function findButton(row: Row | undefined): HTMLElement | null {
  const own = row?.tr.querySelector<HTMLElement>("button.details") ?? null;
  return own?.checkVisibility() === false ? (own.closest("tbody")?.querySelector<HTMLElement>(".fold") ?? null) : own;
}

/** The links in the session's cells: to its user, its day and its server. */
function toLinks({ tr }: Row): readonly Node[] {
  const places = [tr, ...(tr.closest("tbody")?.querySelectorAll("[rowspan]") ?? [])];
  const found = places.flatMap((place) => [...place.querySelectorAll<HTMLAnchorElement>("a[href]")]);
  const own = [...new Map(found.filter((link) => belongsTo(tr, link)).map((link) => [link.href, link])).values()];
  return own.map((link) => {
    const copy = link.cloneNode(true) as HTMLAnchorElement;
    copy.href = link.href;
    return copy;
  });
}

/** A live table is one body: only cells that span rows belong to several. */
function belongsTo(tr: HTMLTableRowElement, link: HTMLElement): boolean {
  return tr.contains(link) || link.closest("[rowspan]") !== null;
}

/** The row's own fields, and after the times those that are cells: the columns that the server marks as fields. */
function allFields(tr: HTMLTableRowElement): readonly Node[] {
  const own = [...(tr.querySelector("dl")?.children ?? [])].map((field) => field.cloneNode(true));
  const last = own.length - 2;
  return [...own.slice(0, last), ...toFields(tr), ...own.slice(last)];
}

function toFields(tr: HTMLTableRowElement): readonly Node[] {
  const headings = [...(tr.closest("table")?.tHead?.rows[0]?.cells ?? [])].reverse();
  // The first cells of a row may be those of its group, so columns are counted from the end.
  return [...tr.cells]
    .reverse()
    .flatMap((cell, fromEnd) => {
      const heading = headings[fromEnd];
      if (heading?.matches("[data-field]") !== true) return [];
      const value = element("dd");
      value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      return [[element("dt", {}, heading.textContent.trim()), value]];
    })
    .reverse()
    .flat();
}
