/**
 * Replaces this page's content by a newer page's. Elements marked `data-kept` are kept, so that typing is not
 * interrupted.
 *
 * @param enhance adds to the new content what scripts had added to the old
 */
export function swapMain(main: HTMLElement, newer: HTMLElement, enhance: () => void): void {
  const focus = focusPlace(main);
  const anchor = [...main.querySelectorAll<HTMLElement>("tr[data-id]")].find(
    (row) => row.getBoundingClientRect().bottom > 0,
  );
  const anchorTop = anchor?.getBoundingClientRect().top ?? 0;
  const scrolledX = [...main.querySelectorAll(".scroll")].map(({ scrollLeft }) => scrollLeft);
  const opened = [...main.querySelectorAll<HTMLDetailsElement>("figure details")].map(({ open }) => open);
  const openedIds = [...main.querySelectorAll("details[id][open]")].map(({ id }) => id);
  const [x, y] = [window.scrollX, window.scrollY];

  replaceContent(main, newer);
  enhance();

  main.querySelectorAll<HTMLDetailsElement>("figure details").forEach((details, index) => {
    details.open = opened[index] ?? false;
  });
  for (const id of openedIds) main.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  main.querySelectorAll(".scroll").forEach((region, index) => {
    region.scrollLeft = scrolledX[index] ?? 0;
  });
  // What is in view stays in its place if it still exists, unless the top of the page is in view.
  const same =
    anchor === undefined ? undefined : findRow(main, anchor.dataset["id"], anchor.closest("table")?.className);
  const moved =
    y > 0 && same !== undefined && same.offsetParent !== null
      ? window.scrollY + same.getBoundingClientRect().top - anchorTop
      : y;
  window.scrollTo({ left: x, top: moved, behavior: "instant" });
  if (focus !== undefined && !main.contains(document.activeElement)) focus(main);
}

function replaceContent(main: HTMLElement, newer: HTMLElement): void {
  const kept = main.querySelector(":scope > [data-kept]");
  const newPlace = newer.querySelector(":scope > [data-kept]");
  for (const child of [...main.childNodes]) if (child !== kept) child.remove();
  const children = [...newer.childNodes];
  const position = newPlace === null ? children.length : children.indexOf(newPlace);
  if (kept === null) {
    main.append(...children);
    return;
  }
  kept.before(...children.slice(0, position));
  kept.after(...children.slice(position + 1));
}

const FOCUSABLE = "a[href], button, input, select, summary, [tabindex]";

/** How to find the focused element again: by its row or its id, and its index among the focusable elements there. */
function focusPlace(main: HTMLElement): ((main: HTMLElement) => void) | undefined {
  const focused = document.activeElement;
  if (
    !(focused instanceof HTMLElement || focused instanceof SVGElement) ||
    !main.contains(focused) ||
    focused.closest("[data-kept]") !== null
  )
    return undefined;
  const row = focused.closest<HTMLElement>("tr[data-id]");
  const owner = row ?? focused.closest<HTMLElement>("[id]") ?? main;
  const tableClass = row?.closest("table")?.className;
  const { id } = owner;
  const rowId = row?.dataset["id"];
  const index = [...owner.querySelectorAll(FOCUSABLE)].indexOf(focused);
  const following = row === null ? [] : rowsAfter(row);
  return (newMain) => {
    const place =
      rowId === undefined
        ? document.getElementById(id)
        : [rowId, ...following].map((one) => findRow(newMain, one, tableClass)).find(isShown);
    if (place === focused || place === null || place === undefined) return;
    const found = index === -1 ? place : [...place.querySelectorAll<HTMLElement | SVGElement>(FOCUSABLE)][index];
    found?.focus({ preventScroll: true });
  };
}

/** Where the focus goes if a row has ended: to the next one of its table that is still there, else to one before. */
function rowsAfter(row: HTMLElement): readonly string[] {
  const ids = [...(row.closest("table")?.querySelectorAll<HTMLElement>("tr[data-id]") ?? [])].map(
    ({ dataset }) => dataset["id"] ?? "",
  );
  const place = ids.indexOf(row.dataset["id"] ?? "");
  return [...ids.slice(place + 1), ...ids.slice(0, place).reverse()];
}

function isShown(row: HTMLElement | undefined): row is HTMLElement {
  return row?.checkVisibility() === true;
}

function findRow(main: HTMLElement, id = "", tableClass = ""): HTMLElement | undefined {
  const rows = [...main.querySelectorAll<HTMLElement>(`tr[data-id="${CSS.escape(id)}"]`)];
  return (
    rows.find((row) => row.closest("table")?.className === tableClass) ?? (tableClass === "" ? rows[0] : undefined)
  );
}

/** Takes the title and the icons of a newer page, which show the state. */
export function swapTitleAndIcons(newer: Document): void {
  document.title = newer.title;
  for (const icon of newer.querySelectorAll("link[rel~=icon]")) {
    const type = CSS.escape(icon.getAttribute("type") ?? "");
    document.querySelector(`link[rel~=icon][type="${type}"]`)?.replaceWith(icon);
  }
}
