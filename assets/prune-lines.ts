import { copyButton } from "./copy-button.js";
import { element } from "./element.js";
import type { PruneCommands } from "./prune-command.js";
import { text } from "./texts.js";

/** Two commands in order: the first previews, the second deletes. */
interface PruneLines {
  readonly list: HTMLElement;
  readonly show: (commands: PruneCommands) => void;
}

export function pruneLines(): PruneLines {
  const preview = commandLine(text("pruneLook"));
  const remove = commandLine(text("pruneDelete"));
  return {
    list: element("ol", { class: "commands" }, preview.line, remove.line),
    show: (commands) => {
      preview.show(commands.preview);
      remove.show(commands.remove);
    },
  };
}

/** A command to read, to select and to copy. */
function commandLine(label: string): { readonly line: HTMLElement; readonly show: (command: string) => void } {
  const code = element("code", { tabindex: "0", "aria-label": label, role: "group" });
  const { copy, done } = copyButton(text("copy"), () => code.textContent);
  copy.ariaLabel = `${text("copy")}: ${label}`;
  return {
    line: element("li", { class: "command" }, element("span", {}, label), code, copy, done),
    show: (command) => {
      if (code.textContent !== command) done.textContent = "";
      code.textContent = command;
    },
  };
}
