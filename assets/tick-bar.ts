import { copyText } from "./clipboard.js";
import { button, element } from "./element.js";
import { backupPath, pruneSessions, type PruneCommands } from "./prune-command.js";
import { nowSeconds } from "./server-clock.js";
import type { Row, TableView } from "./table-view.js";
import { pruneCommand, text } from "./texts.js";

/** Ticks in history tables, and the bar with the command that deletes what is ticked. */
export interface TickBar {
  /** Adds the checkboxes to a table. */
  readonly addTo: (view: TableView) => void;
  /**
   * @param shown the rows of history tables that pass the filter, in their order
   * @param everything what to offer once all of them are ticked
   */
  readonly show: (shown: readonly Row[], everything: Everything | undefined) => void;
}

export interface Everything {
  readonly label: string;
  /** Undefined where a name cannot be part of a command. */
  readonly commands: (backup: string) => PruneCommands | undefined;
}

export function tickBar(): TickBar {
  const ticked = new Set<string>();
  const boxes = new Map<string, HTMLInputElement>();
  let shown: readonly Row[] = [];
  let everything: Everything | undefined;
  let allBoxes: readonly HTMLInputElement[] = [];
  let lastId: string | undefined;
  /**
   * Stays the same as long as the bar is there: someone who copies the commands one after the other finds them
   * unchanged.
   */
  let backup = "";

  const count = element("strong");
  const own = commandLines();
  const whole = commandLines();
  const bar = element(
    "section",
    { class: "tick-bar", "aria-label": text("ticks"), hidden: "" },
    element(
      "div",
      { class: "tick-count" },
      count,
      button(text("untick"), () => {
        ticked.clear();
        update();
      }),
    ),
    element("p", { class: "tick-advice" }, text("pruneAdvice")),
    own.lines,
    whole.lines,
  );
  document.body.append(bar);

  const tickable = (): readonly Row[] => shown.filter(({ id, isOpen }) => !isOpen && boxes.has(id));
  const update = (): void => {
    const rows = tickable();
    const tickedCount = rows.filter(({ id }) => ticked.has(id)).length;
    for (const [id, box] of boxes) box.checked = ticked.has(id);
    for (const box of allBoxes) {
      box.checked = rows.length > 0 && tickedCount === rows.length;
      box.indeterminate = tickedCount > 0 && tickedCount < rows.length;
      box.disabled = rows.length === 0;
    }
    if (bar.hidden) backup = backupPath(nowSeconds());
    bar.hidden = ticked.size === 0;
    document.body.classList.toggle("has-ticks", !bar.hidden);
    const hiddenCount = ticked.size - tickedCount;
    count.textContent =
      text("ticked", { count: ticked.size }) +
      (hiddenCount > 0 ? ` ${text("tickedHidden", { count: hiddenCount })}` : "");
    own.show("", pruneSessions(pruneCommand(), [...ticked], backup));
    const ofAll = everything?.commands(backup);
    whole.lines.hidden = ofAll === undefined || tickedCount < rows.length || hiddenCount > 0;
    if (everything !== undefined && ofAll !== undefined) whole.show(everything.label, ofAll);
  };
  const tick = (id: string, isTicked: boolean): void => {
    if (isTicked) ticked.add(id);
    else ticked.delete(id);
  };
  const onTick = (id: string, isTicked: boolean, isRange: boolean): void => {
    // A range covers visible rows only, not folded ones.
    const ids = tickable().flatMap((row) => (row.tr.hidden ? [] : [row.id]));
    const [from, to] = [ids.indexOf(lastId ?? ""), ids.indexOf(id)];
    if (isRange && from !== -1)
      for (const between of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) tick(between, isTicked);
    tick(id, isTicked);
    lastId = id;
    update();
  };

  return {
    addTo: ({ table, isHistory, groups }) => {
      if (!isHistory) return;
      boxes.clear();
      const all = checkbox(text("tickAll"));
      all.addEventListener("change", () => {
        for (const { id } of tickable()) tick(id, all.checked);
        update();
      });
      allBoxes = [all];
      const heading = element("th", { scope: "col", class: "ticks" }, all);
      table.tHead?.rows[0]?.prepend(heading);
      for (const { id, isOpen, tr } of groups.flatMap(({ rows }) => rows)) {
        const box = checkbox(text(isOpen ? "tickRunning" : "tick", { id }));
        box.disabled = isOpen;
        if (isOpen) box.title = text("tickRunning", { id });
        else boxes.set(id, box);
        box.addEventListener("click", ({ shiftKey }) => {
          onTick(id, box.checked, shiftKey);
        });
        tr.prepend(element("td", { class: "ticks" }, box));
      }
      for (const id of ticked) if (!boxes.has(id)) ticked.delete(id);
    },
    show: (rows, offered) => {
      shown = rows;
      everything = offered;
      update();
    },
  };
}

function checkbox(name: string): HTMLInputElement {
  return element("input", { type: "checkbox", "aria-label": name });
}

/** Two commands: the first to preview, the second to delete. */
function commandLines(): {
  readonly lines: HTMLElement;
  readonly show: (label: string, commands: PruneCommands) => void;
} {
  const heading = element("p");
  const preview = commandLine(text("pruneLook"));
  const remove = commandLine(text("pruneDelete"));
  return {
    lines: element("div", { class: "commands" }, heading, preview.line, remove.line),
    show: (label, commands) => {
      heading.textContent = label;
      heading.hidden = label === "";
      preview.show(commands.preview);
      remove.show(commands.remove);
    },
  };
}

/** A command to read, to select and to copy. */
function commandLine(label: string): { readonly line: HTMLElement; readonly show: (command: string) => void } {
  const code = element("code", { tabindex: "0" });
  const done = element("span", { role: "status" });
  const copy = button(text("copy"), () => {
    void copyText(code.textContent).then((isCopied) => {
      done.textContent = text(isCopied ? "copied" : "notCopied");
    });
  });
  return {
    line: element("p", { class: "command" }, element("span", {}, label), code, copy, done),
    show: (command) => {
      if (code.textContent !== command) done.textContent = "";
      code.textContent = command;
    },
  };
}
