/** The names of the platforms that OpenVPN's clients send as `IV_PLAT`. */
const PLATFORM_NAMES: ReadonlyMap<string, string> = new Map([
  ["win", "Windows"],
  ["mac", "macOS"],
  ["linux", "Linux"],
  ["ios", "iOS"],
  ["android", "Android"],
  ["freebsd", "FreeBSD"],
  ["openbsd", "OpenBSD"],
  ["netbsd", "NetBSD"],
  ["dragonfly", "DragonFly BSD"],
  ["solaris", "Solaris"],
]);

/** A client's platform for people: `win` → `Windows`; any other as the client names it. */
export function toPlatformName(platform: string): string {
  return PLATFORM_NAMES.get(platform) ?? platform;
}
