// Storage may be unavailable (private windows, blocked cookies): the choice then only lasts for this page.

const PREFIX = "openvpn-status-site.";

/** What the viewer chose on an earlier page, or the empty text. */
export function recall(name: string): string {
  try {
    return localStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Ignored: the page works without it.
  }
}
