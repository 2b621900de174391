import { isManagementAddress, parseManagementAddress } from "./management-address.js";
import { readStatusFile } from "./read-status-file.js";
import type { SourceText } from "./source-text.js";

/** A source to read. */
interface ReadableSource {
  /** The path of a file, or a management interface's address. */
  readonly source: string;
  /** For a management interface with a password. */
  readonly passwordFile: string | null;
}

/** Reads a source of any kind. Several may be read at the same time. It never throws for problems of the source. */
export async function readSource({ source, passwordFile }: ReadableSource): Promise<SourceText> {
  if (!isManagementAddress(source)) return readStatusFile(source);
  const { readManagement } = await import("./read-management.js");
  return readManagement(parseManagementAddress(source), passwordFile);
}
