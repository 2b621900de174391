import { button, element } from "./element.js";
import { findDayRange } from "./contiguous-selection.js";
import { backupPath, pruneDays, pruneSessions, type PruneCommands } from "./prune-command.js";
import { pruneLines } from "./prune-lines.js";
import { nowSeconds } from "./server-clock.js";
import { addSelectionCells, type SelectionCells } from "./selection-cells.js";
import type { Row, TableView } from "./table-view.js";
import { pruneCommand, text } from "./texts.js";
import { readDays } from "./read-days.js";

/**
 * The mode in which the viewer selects sessions to delete: a button beside the heading of a history table, checkboxes in
 * the table, and a bar with the commands, which a page cannot run itself.
 */
interface SelectionBar {
  /** Adds the mode to the tables of a page, or of a newer one. */
  readonly renew: (views: readonly TableView[]) => void;
  /**
   * @param shown the rows of history tables that pass the filter, in their order
   * @param everything what to offer beyond the rows of the page
   */
  readonly show: (shown: readonly Row[], everything: Everything | undefined) => void;
}

export interface Everything {
  readonly label: string;
  /** Undefined where a name cannot be part of a command. */
  readonly commands: (backup: string) => PruneCommands | undefined;
}

/** A day is over for sure on the site's clock, whatever its zone. */
const LAST_ZONE_SECONDS = 14 * 3600;

export function makeSelectionBar(main: HTMLElement): SelectionBar {
  let isOn = false;
  const selected = new Set<string>();
  let cells: readonly SelectionCells[] = [];
  let views: readonly TableView[] = [];
  let shown: readonly Row[] = [];
  let everything: Everything | undefined;
  let switches: readonly HTMLButtonElement[] = [];
  let last: { readonly id: string; readonly box: HTMLInputElement } | undefined;
  /**
   * Stays the same as long as the bar is there: someone who copies the commands one after the other finds them
   * unchanged.
   */
  let backup = "";

  const count = element("strong", { role: "status" });
  const clear = button(text("clearSelection"), () => {
    selected.clear();
    update();
  });
  const own = pruneLines();
  const whole = pruneLines();
  const wholeName = element("summary");
  const wholeDetails = element("details", {}, wholeName, whole.list);
  const hint = element("p", { class: "selection-hint" }, text("selectHint"));
  const bar = element(
    "section",
    { id: "selection-bar", class: "selection-bar", "aria-label": text("selection"), tabindex: "-1" },
    element(
      "div",
      { class: "selection-count" },
      count,
      clear,
      button(
        text("stopDeleting"),
        () => {
          setMode(false);
        },
        "stop",
      ),
    ),
    hint,
    element("p", { class: "selection-advice" }, text("pruneAdvice")),
    own.list,
    wholeDetails,
  );
  bar.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") (last?.box ?? switches[0])?.focus();
  });
  /** From a selected row the bar is many tab stops away: this button is the next one. */
  const toBar = button(
    text("toCommand"),
    () => {
      bar.focus();
    },
    "to-bar",
  );
  const resized = new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar-height", `${bar.offsetHeight}px`);
  });
  resized.observe(bar);

  const setMode = (on: boolean): void => {
    const hadFocus = bar.contains(document.activeElement);
    isOn = on;
    selected.clear();
    last = undefined;
    if (on) backup = backupPath(nowSeconds());
    update();
    if (!on && hadFocus) switches[0]?.focus();
  };
  const selectable = (): readonly Row[] => shown.filter(({ id, isOpen }) => id !== "" && !isOpen);
  const update = (): void => {
    document.documentElement.classList.toggle("deletes", isOn);
    for (const made of switches) {
      made.textContent = text(isOn ? "stopDeleting" : "deleteSessions");
      made.ariaExpanded = String(isOn);
    }
    for (const one of cells) one.show(isOn, selected, selectable());
    if (!isOn) {
      bar.remove();
      return;
    }
    if (bar.parentElement !== main) main.append(bar);
    const hiddenCount = selected.size - selectable().filter(({ id }) => selected.has(id)).length;
    count.textContent =
      text("selectedCount", { count: selected.size }) +
      (hiddenCount > 0 ? ` ${text("selectedHidden", { count: hiddenCount })}` : "");
    const isEmpty = selected.size === 0;
    for (const part of [clear, own.list, toBar]) part.hidden = isEmpty;
    hint.hidden = !isEmpty;
    if (!isEmpty) own.show(toSelectedCommands());
    const allCommands = everything?.commands(backup);
    wholeDetails.hidden = allCommands === undefined;
    if (everything !== undefined && allCommands !== undefined) {
      wholeName.textContent = everything.label;
      whole.show(allCommands);
    }
  };
  /** The shorter of the commands by day and by id. */
  const toSelectedCommands = (): PruneCommands => {
    const byId = pruneSessions(pruneCommand(), [...selected], backup);
    const isUserPage = main.dataset["user"] !== undefined;
    const beforeDay = new Date((nowSeconds() - LAST_ZONE_SECONDS) * 1000).toISOString().slice(0, 10);
    const range = findDayRange(readDays(views, main), selected, { isUserPage, beforeDay });
    const byDay = range === undefined ? undefined : pruneDays(pruneCommand(), range, backup);
    return byDay === undefined || byDay.preview.length > byId.preview.length ? byId : byDay;
  };
  const select = (id: string, isSelected: boolean): void => {
    if (isSelected) selected.add(id);
    else selected.delete(id);
  };
  const onSelect = (id: string, box: HTMLInputElement, isRange: boolean): void => {
    // A range covers visible rows only, not folded ones.
    const ids = selectable().flatMap((row) => (row.tr.hidden || row.tr.matches(".folded") ? [] : [row.id]));
    const [from, to] = [ids.indexOf(last?.id ?? ""), ids.indexOf(id)];
    if (isRange && from !== -1)
      for (const between of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) select(between, box.checked);
    select(id, box.checked);
    last = { id, box };
    box.after(toBar);
    update();
  };
  const onSelectAll = (isSelected: boolean): void => {
    for (const { id } of selectable()) select(id, isSelected);
    update();
  };

  return {
    renew: (newer) => {
      views = newer.filter(({ isHistory }) => isHistory);
      cells = views.map((view) => addSelectionCells(view, onSelect, onSelectAll));
      const ids = new Set(views.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ id }) => id))));
      for (const id of selected) if (!ids.has(id)) selected.delete(id);
      const heads = new Set<Element>();
      switches = views.filter(hasEnded).flatMap((view) => {
        const head = view.table.closest("section")?.querySelector(".section-head");
        // Several tables can be one list.
        if (head !== null && head !== undefined && heads.has(head)) return [];
        const made = button(
          "",
          () => {
            setMode(!isOn);
          },
          "delete-mode",
        );
        if (head === null || head === undefined) view.table.before(made);
        else head.append(made);
        if (head !== null && head !== undefined) heads.add(head);
        return [made];
      });
      update();
    },
    show: (rows, offered) => {
      shown = rows;
      everything = offered;
      update();
    },
  };
}

function hasEnded({ groups }: TableView): boolean {
  return groups.some(({ rows }) => rows.some(({ id, isOpen }) => id !== "" && !isOpen));
}
