const PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}(\/[A-Za-z0-9_][A-Za-z0-9._-]{0,199})*$/;

/**
 * Whether a path leads to a file of ours below a folder: relative, with `/`, and each part plain ASCII that starts with
 * no dot and no dash. So it cannot escape the folder, and cannot meet our own dotfiles.
 */
export function isPlainRelativePath(path: string): boolean {
  return path.length <= 1024 && PATH.test(path);
}
