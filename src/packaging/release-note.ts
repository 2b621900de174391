/**
 * The note of a release: the version's section of CHANGELOG, and the checksums of its files.
 *
 * @param sums lines of `sha256sum`
 */
export function releaseNote(changelog: string, version: string, sums: readonly string[]): string {
  const sections = changelog.split(/^(?=## )/m);
  const own = sections.find((section) => section.startsWith(`## ${version} `) || section.startsWith(`## ${version}\n`));
  if (own === undefined) throw new Error(`CHANGELOG.md has no section ## ${version}`);
  const changes = own.replace(/^## .*\n+/, "").trimEnd();
  return `# openvpn-status-site ${version}\n\n${changes}\n\n## SHA-256\n\n\`\`\`\n${sums.join("")}\`\`\`\n`;
}
