import { element } from "./element.js";

/** Copies a text. Where the modern way is missing (`file://`, plain http) or refused, it uses a hidden text field. */
export async function copyText(textToCopy: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(textToCopy);
    return true;
  } catch {
    return copyBySelection(textToCopy);
  }
}

function copyBySelection(textToCopy: string): boolean {
  const focused = document.activeElement;
  const field = element("textarea", { class: "hidden", readonly: "" });
  field.value = textToCopy;
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the one way where there is no secure context
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
