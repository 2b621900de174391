/** For both packages. */
export const MAINTAINER = "openvpn-status-site developers <maintainers@openvpn-status-site.invalid>";

/** Debian's own changelog of a package, which is about this version only. */
export function debianChangelog({
  name,
  version,
  built,
  change,
}: {
  readonly name: string;
  readonly version: string;
  readonly built: Date;
  readonly change: string;
}): string {
  return `${name} (${version}) unstable; urgency=medium\n\n  * ${change}\n\n -- ${MAINTAINER}  ${toRfc2822(built)}\n`;
}

/** `Sat, 28 Nov 2026 01:47:11 +0000`. */
function toRfc2822(date: Date): string {
  return date.toUTCString().replace("GMT", "+0000");
}
