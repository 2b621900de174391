import { copyText } from "./clipboard.js";
import { button, element } from "./element.js";
import { text } from "./texts.js";

/** A button that copies a text, and the element beside it that reports whether it worked. */
interface CopyButton {
  readonly copy: HTMLButtonElement;
  readonly done: HTMLElement;
}

export function copyButton(label: string, getText: () => string): CopyButton {
  const done = element("span", { role: "status" });
  const copy = button(label, () => {
    void copyText(getText()).then((isCopied) => {
      done.textContent = text(isCopied ? "copied" : "notCopied");
    });
  });
  return { copy, done };
}
