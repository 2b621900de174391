import { button, element } from "./element.js";
import { findDayRange } from "./contiguous-selection.js";
import { backupPath, pruneDays, pruneSessions, type PruneCommands } from "./prune-command.js";
import { pruneLines } from "./prune-lines.js";
import { nowSeconds } from "./server-clock.js";
import { addTickCells, type TickCells } from "./tick-cells.js";
import type { Row, TableView } from "./table-view.js";
import { pruneCommand, text } from "./texts.js";
import { readDays } from "./tick-days.js";

/**
 * The mode in which sessions are selected to be deleted: a button for it beside the heading of a history table, ticks in
 * the table, and a bar with the commands, which a page cannot run itself.
 */
interface TickBar {
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

export function tickBar(main: HTMLElement): TickBar {
  let isOn = false;
  const ticked = new Set<string>();
  let cells: readonly TickCells[] = [];
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
  const clear = button(text("untick"), () => {
    ticked.clear();
    update();
  });
  const own = pruneLines();
  const whole = pruneLines();
  const wholeName = element("summary");
  const wholeDetails = element("details", {}, wholeName, whole.list);
  const hint = element("p", { class: "tick-hint" }, text("tickHint"));
  const bar = element(
    "section",
    { id: "tick-bar", class: "tick-bar", "aria-label": text("ticks"), tabindex: "-1" },
    element(
      "div",
      { class: "tick-count" },
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
    element("p", { class: "tick-advice" }, text("pruneAdvice")),
    own.list,
    wholeDetails,
  );
  bar.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") (last?.box ?? switches[0])?.focus();
  });
  /** From a ticked row the bar is many stops away: this is the next one. */
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
    ticked.clear();
    last = undefined;
    if (on) backup = backupPath(nowSeconds());
    update();
    if (!on && hadFocus) switches[0]?.focus();
  };
  const tickable = (): readonly Row[] => shown.filter(({ id, isOpen }) => id !== "" && !isOpen);
  const update = (): void => {
    document.documentElement.classList.toggle("deletes", isOn);
    for (const made of switches) {
      made.textContent = text(isOn ? "stopDeleting" : "deleteSessions");
      made.ariaExpanded = String(isOn);
    }
    for (const one of cells) one.show(isOn, ticked, tickable());
    if (!isOn) {
      bar.remove();
      return;
    }
    if (bar.parentElement !== main) main.append(bar);
    const hiddenCount = ticked.size - tickable().filter(({ id }) => ticked.has(id)).length;
    count.textContent =
      text("ticked", { count: ticked.size }) +
      (hiddenCount > 0 ? ` ${text("tickedHidden", { count: hiddenCount })}` : "");
    const isEmpty = ticked.size === 0;
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
  /** The shorter way to say it. */
  const toSelectedCommands = (): PruneCommands => {
    const byId = pruneSessions(pruneCommand(), [...ticked], backup);
    const isUserPage = main.dataset["user"] !== undefined;
    const beforeDay = new Date((nowSeconds() - LAST_ZONE_SECONDS) * 1000).toISOString().slice(0, 10);
    const range = findDayRange(readDays(views, main), ticked, { isUserPage, beforeDay });
    const byDay = range === undefined ? undefined : pruneDays(pruneCommand(), range, backup);
    return byDay === undefined || byDay.preview.length > byId.preview.length ? byId : byDay;
  };
  const tick = (id: string, isTicked: boolean): void => {
    if (isTicked) ticked.add(id);
    else ticked.delete(id);
  };
  const onTick = (id: string, box: HTMLInputElement, isRange: boolean): void => {
    // A range covers visible rows only, not folded ones.
    const ids = tickable().flatMap((row) => (row.tr.hidden || row.tr.matches(".folded") ? [] : [row.id]));
    const [from, to] = [ids.indexOf(last?.id ?? ""), ids.indexOf(id)];
    if (isRange && from !== -1)
      for (const between of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) tick(between, box.checked);
    tick(id, box.checked);
    last = { id, box };
    box.after(toBar);
    update();
  };
  const onTickAll = (isTicked: boolean): void => {
    for (const { id } of tickable()) tick(id, isTicked);
    update();
  };

  return {
    renew: (newer) => {
      views = newer.filter(({ isHistory }) => isHistory);
      cells = views.map((view) => addTickCells(view, onTick, onTickAll));
      const ids = new Set(views.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ id }) => id))));
      for (const id of ticked) if (!ids.has(id)) ticked.delete(id);
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
