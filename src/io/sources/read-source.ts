import { isManagementAddress, parseManagementAddress } from "./management-address.js";
import { readStatusFile } from "./read-status-file.js";
import type { SourceText } from "./source-text.js";

/** What is to be read. */
export interface ReadableSource {
  /** The path of a file, or a management interface's address. */
  readonly source: string;
  /** For a management interface that asks for a password. */
  readonly passwordFile: string | null;
}

/** Reads a source, whatever it is. Several may be read at once. Never throws for what the source is or lacks. */
export async function readSource({ source, passwordFile }: ReadableSource): Promise<SourceText> {
  if (!isManagementAddress(source)) return readStatusFile(source);
  const { readManagement } = await import("./read-management.js");
  return readManagement(parseManagementAddress(source), passwordFile);
}
