import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** What is in a Debian package: bytes by absolute path on the system, links by path, maintainer scripts by name. */
export interface DebPackage {
  readonly name: string;
  readonly version: string;
  /** Lines of the control file after the name and the version. */
  readonly control: string;
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Paths of files that can be run. */
  readonly programs: ReadonlySet<string>;
  readonly links: ReadonlyMap<string, string>;
  readonly scripts: ReadonlyMap<string, string>;
  /** Paths of files that belong to the admin. */
  readonly configs: readonly string[];
}

/**
 * Writes a Debian package, for all architectures. Equal content and time give equal bytes.
 *
 * @param builtSeconds the time of all files in it
 * @returns the path of the package
 */
export function writeDebPackage(deb: DebPackage, folder: string, builtSeconds: number): string {
  const root = mkdtempSync(join(tmpdir(), `${deb.name}-deb-`));
  try {
    const put = (path: string, content: string | Uint8Array, mode: number): void => {
      makeFolders(root, dirname(path));
      writeFileSync(join(root, path), content);
      chmodSync(join(root, path), mode);
      utimesSync(join(root, path), builtSeconds, builtSeconds);
    };
    for (const [path, content] of deb.files) put(path, content, deb.programs.has(path) ? 0o755 : 0o644);
    for (const [path, target] of deb.links) {
      makeFolders(root, dirname(path));
      symlinkSync(target, join(root, path));
    }
    const sizeKib = Math.ceil([...deb.files.values()].reduce((sum, { length }) => sum + length, 0) / 1024);
    const head = `Package: ${deb.name}\nVersion: ${deb.version}\nInstalled-Size: ${sizeKib}\n`;
    put("DEBIAN/control", `${head}${deb.control}`, 0o644);
    if (deb.configs.length > 0) put("DEBIAN/conffiles", deb.configs.map((path) => `${path}\n`).join(""), 0o644);
    for (const [name, text] of deb.scripts) put(`DEBIAN/${name}`, text, 0o755);
    put("DEBIAN/md5sums", toMd5Sums(root, [...deb.files.keys()]), 0o644);
    const path = join(folder, `${deb.name}_${deb.version}_all.deb`);
    mkdirSync(folder, { recursive: true });
    const environment = { ...process.env, SOURCE_DATE_EPOCH: String(builtSeconds) };
    execFileSync("dpkg-deb", ["--root-owner-group", "-Zxz", "--build", root, path], {
      stdio: "pipe",
      env: environment,
    });
    return path;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Independent of the umask. */
function makeFolders(root: string, folder: string): void {
  const path = join(root, folder);
  if (mkdirSync(path, { recursive: true }) === undefined) return;
  for (let one = path; one.length >= root.length; one = dirname(one)) chmodSync(one, 0o755);
}

function toMd5Sums(root: string, paths: readonly string[]): string {
  const relative = paths.map((path) => path.replace(/^\//, "")).sort();
  return execFileSync("md5sum", relative, { cwd: root, encoding: "utf8" });
}

/** A file as Debian compresses documentation: without a name and a time. */
export function compressed(text: string): Uint8Array {
  return gzipSync(text, { level: 9 });
}

/** All files below a folder, by their path below another one. */
export function filesBelow(folder: string, to: string, names: readonly string[]): ReadonlyMap<string, Uint8Array> {
  return new Map(names.map((name) => [join(to, name), readFileSync(join(folder, name))]));
}
