import { type FileChange, flawOfFileChanges } from "./file-change.js";

const FORMAT = 1;

/** The text of the file `journal`, which {@link parseJournal} reads. */
export function journalText(changes: readonly FileChange[]): string {
  return `${JSON.stringify({ journal: FORMAT, changes })}\n`;
}

/**
 * The changes that a journal holds. It is outside data: anyone may have edited it.
 *
 * @throws SyntaxError saying what is wrong with it
 */
export function parseJournal(text: string): readonly FileChange[] {
  const journal = parseJson(text);
  if (typeof journal !== "object" || journal === null || !("journal" in journal) || !("changes" in journal)) {
    throw new SyntaxError('wanted an object with "journal" and "changes"');
  }
  if (journal.journal !== FORMAT) {
    throw new SyntaxError(`wanted journal format ${FORMAT}, found ${JSON.stringify(journal.journal)}`);
  }
  if (!Array.isArray(journal.changes)) throw new SyntaxError('"changes" is no list');
  const flaw = flawOfFileChanges(journal.changes);
  if (flaw !== null) throw new SyntaxError(flaw);
  return journal.changes as readonly FileChange[];
}

/** With an error that, unlike that of JSON.parse, quotes nothing of what may be anyone's file. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError("it is not JSON");
  }
}
