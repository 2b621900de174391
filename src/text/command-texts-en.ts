/**
 * What `prune` and `import` say, in English. Apart from the catalogue of the pages, so that a `gen` does not load it.
 * Texts are plain: whoever prints them makes names safe for a terminal.
 */
export const englishCommands = {
  sessions: (count: number): string => (count === 1 ? "1 session" : `${count} sessions`),
  nothingChanged: "Nothing was changed.",

  prune: {
    nothingSelected: "prune: nothing is selected",
    nothingSelectedFix: "Name sessions, or give --user, --server, --from, --to, --older-than or --all.",
    cannotAsk: "prune cannot ask for confirmation: this is not a terminal",
    cannotAskFix: "Look with --dry-run, then give --yes.",
    allWithLimits: "--all is given together with what would limit it",
    allWithLimitsFix: "Leave out --all, or everything else that selects.",
    fromAfterTo: (from: string, to: string): string => `--from ${from} is after --to ${to}`,
    fromAfterToFix: "Both days are included: give the earlier one as --from.",
    notADay: (flag: string, found: string): string => `${flag}: wanted a day, found ${found}`,
    notADayFix: "Write it like 2026-11-21.",
    notAnAge: (found: string): string => `--older-than: wanted a number of days, found ${found}`,
    notAnAgeFix: "Write it like 90d.",
    noHistory: (folder: string): string => `there is no history in ${folder}`,
    noHistoryFix: "Name the one that gen writes: --config FILE or --history FOLDER.",
    noUser: (name: string): string => `the history has no user ${name}`,
    noServer: (name: string): string => `the history has no server ${name}`,
    nearest: (name: string): string => `Did you mean ${name}?`,
    noneNear: "Names are written as the pages show them.",
    backupInside: (file: string, folder: string): string => `--backup ${file} is inside ${folder}`,
    backupInsideFix: "Name a file outside of the history and out folders.",

    noneEnded: "No ended session is selected.",
    selected: (sessions: number, users: number): string =>
      `${sessions === 1 ? "1 ended session" : `${sessions} ended sessions`} of ${users === 1 ? "1 user" : `${users} users`}`,
    these: (months: string): string => `Started in ${months}; these:`,
    newest: (months: string, count: number): string => `Started in ${months}; the newest ${count}:`,
    more: (count: number): string => `… and ${count} more`,
    running: "running",
    keptConnected: "Kept, still connected:",
    noSession: (name: string): string => `No session is ${name}.`,

    which: "Which sessions do you want to delete?",
    whichHint: "a name, an address, a day",
    confirm: (sessions: string): string => `Delete ${sessions}?`,
    confirmAll: (sessions: string): string => `Delete the whole history, ${sessions}?`,
    onlyInBackup: "Only the backup will hold them.",
    lost: "They cannot be brought back.",
    really: "Really?",
    yes: "Yes",
    no: "No",
    typeCount: (count: number): string => `Type their number, ${count}:`,
    nothingDeleted: "Nothing was deleted.",
    deleted: (sessions: string): string => `${sessions} deleted.`,
  },
};

/** A further language is an object of this type: a missing key is a type error. */
export type CommandTexts = typeof englishCommands;
