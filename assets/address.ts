/** What the viewer has chosen is in the page's address: the filter and the sorts. Other parts of it are kept. */
export function readAddress(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/**
 * Changes parameters; an empty value removes one.
 *
 * @param isTyping whether this continues the last change, so that the back button does not stop here
 */
export function writeAddress(changes: Readonly<Record<string, string>>, isTyping = false): void {
  const values = readAddress();
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") values.delete(name);
    else values.set(name, value);
  }
  const query = values.size === 0 ? "" : `?${values.toString()}`;
  if (query === location.search) return;
  const goesOn = isTyping && history.state === "typing";
  const address = location.pathname + query + location.hash;
  history[goesOn ? "replaceState" : "pushState"](isTyping ? "typing" : null, "", address);
}
