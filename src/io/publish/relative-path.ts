const PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}(\/[A-Za-z0-9_][A-Za-z0-9._-]{0,199})*$/;

/**
 * Whether a path can be a file of ours below a folder: relative, with `/`, and each part plain ASCII without a dot or
 * dash at its start. So it cannot leave the folder, and cannot be one of our dotfiles.
 */
export function isPlainRelativePath(path: string): boolean {
  return path.length <= 1024 && PATH.test(path);
}
