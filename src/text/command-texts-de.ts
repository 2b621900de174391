import type { CommandTexts } from "./command-texts-en.js";

/** What `prune` and `import` say, in German. */
export const germanCommands: CommandTexts = {
  sessions: (count) => (count === 1 ? "1 Sitzung" : `${count} Sitzungen`),
  nothingChanged: "Es wurde nichts geändert.",

  prune: {
    nothingSelected: "prune: Es ist nichts ausgewählt",
    nothingSelectedFix: "Sitzungen nennen, oder --user, --server, --from, --to, --older-than oder --all angeben.",
    cannotAsk: "prune kann nicht nachfragen: Dies ist kein Terminal",
    cannotAskFix: "Erst mit --dry-run ansehen, dann --yes angeben.",
    allWithLimits: "--all steht zusammen mit etwas, das die Auswahl einschränkt",
    allWithLimitsFix: "--all weglassen, oder alles andere, was auswählt.",
    fromAfterTo: (from, to) => `--from ${from} liegt nach --to ${to}`,
    fromAfterToFix: "Beide Tage zählen mit: den früheren als --from angeben.",
    notADay: (flag, found) => `${flag}: erwartet wird ein Tag, gefunden ${found}`,
    notADayFix: "So schreiben: 2026-11-21.",
    notAnAge: (found) => `--older-than: erwartet wird eine Anzahl von Tagen, gefunden ${found}`,
    notAnAgeFix: "So schreiben: 90d.",
    noHistory: (folder) => `in ${folder} ist kein Verlauf`,
    noHistoryFix: "Den Verlauf nennen, den gen schreibt: --config DATEI oder --history ORDNER.",
    noUser: (name) => `im Verlauf gibt es keinen Benutzer ${name}`,
    noServer: (name) => `im Verlauf gibt es keinen Server ${name}`,
    nearest: (name) => `Ist ${name} gemeint?`,
    noneNear: "Namen werden so geschrieben, wie die Seiten sie zeigen.",
    backupInside: (file, folder) => `--backup ${file} liegt in ${folder}`,
    backupInsideFix: "Eine Datei außerhalb der Ordner history und out nennen.",

    noneEnded: "Keine beendete Sitzung ist ausgewählt.",
    selected: (sessions, users) =>
      `${sessions === 1 ? "1 beendete Sitzung" : `${sessions} beendete Sitzungen`} von ${users === 1 ? "1 Benutzer" : `${users} Benutzern`}`,
    these: (months) => `Begonnen in ${months}; diese:`,
    newest: (months, count) => `Begonnen in ${months}; die neuesten ${count}:`,
    more: (count) => (count === 1 ? "… und 1 weitere" : `… und ${count} weitere`),
    running: "läuft",
    keptConnected: "Bleibt, noch verbunden:",
    noSession: (name) => `Keine Sitzung ist ${name}.`,

    which: "Welche Sitzungen sollen gelöscht werden?",
    whichHint: "ein Name, eine Adresse, ein Tag",
    confirm: (sessions) => `${sessions} löschen?`,
    confirmAll: (sessions) => `Den ganzen Verlauf löschen, ${sessions}?`,
    onlyInBackup: "Nur die Sicherung enthält sie dann noch.",
    lost: "Das lässt sich nicht rückgängig machen.",
    really: "Wirklich?",
    yes: "Ja",
    no: "Nein",
    typeCount: (count) => `Zur Bestätigung die Anzahl eingeben, ${count}:`,
    nothingDeleted: "Es wurde nichts gelöscht.",
    deleted: (sessions) => `${sessions} gelöscht.`,
  },
};
