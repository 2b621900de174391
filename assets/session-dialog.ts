import { button, element } from "./element.js";
import type { Row } from "./table-view.js";
import { text } from "./texts.js";

/** The details of one session at a time, over the page. */
export interface SessionDialog {
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
  const dialog = element(
    "dialog",
    { class: "session-dialog", "aria-labelledby": title.id },
    element("div", { class: "dialog-body" }, element("header", {}, title, close), fields),
  );
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => {
    findButton(shown?.row)?.focus();
    shown = undefined;
  });
  document.body.append(dialog);

  const show = (row: Row): void => {
    shown = { row, place: readPlace(row) };
    const details = row.tr.querySelector("details");
    const found = details?.querySelector("dl")?.cloneNode(true);
    title.textContent = `${text("session")} ${row.id}`;
    fields.replaceChildren(...(found?.childNodes ?? []), ...fieldsOfCells(row.tr));
    if (!dialog.open) dialog.showModal();
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
      if (shown === undefined) return;
      const { id } = shown.row;
      const same = [...rows].filter((row) => row.id === id);
      const row = same.find((candidate) => readPlace(candidate) === shown?.place) ?? same[0];
      if (row !== undefined) show(row);
    },
  };
}

/** A running session is in two tables. */
function readPlace(row: Row): string {
  return row.tr.closest("table")?.className ?? "";
}

function findButton(row: Row | undefined): HTMLElement | null {
  return row?.tr.querySelector<HTMLElement>("button.details") ?? null;
}

/** The fields that are cells of the row and not in its `<details>`: the columns that the server marks as fields. */
function fieldsOfCells(tr: HTMLTableRowElement): readonly Node[] {
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
