import type { HelpTexts } from "./help-texts-en.js";

/** What `--help` prints, in German. */
export const germanHelp: HelpTexts = {
  program: "eine statische Statusseite und ein Verlauf der Sitzungen für OpenVPN-Server",
  commandHelp: { words: "BEFEHL --help", does: "die Flags des Befehls" },
  exitCodes: "Exit-Codes",
  kinds: "Arten",
  repeatable: (flagDoes) => `${flagDoes}; wiederholbar`,

  commands: {
    gen: {
      operands: "",
      does: "die Statusdateien lesen, den Verlauf fortführen, die Site schreiben: für cron",
    },
    prune: { operands: "[ID…]", does: "beendete Sitzungen aus dem Verlauf und der Site löschen" },
    import: {
      operands: "DATEI…",
      does: "openvpn-sessions.csv, eine Sicherung von prune oder alte Statusdateien aufnehmen",
    },
    export: {
      operands: "",
      does: "die Sitzungen des Verlaufs als openvpn-sessions.csv oder als Zeilen von JSON ausgeben",
    },
    parse: { operands: "DATEI", does: "eine Statusdatei als JSON ausgeben; - liest die Standardeingabe" },
    who: {
      operands: "[ADRESSE]",
      does: "sagen, wer eine Adresse hatte oder zu einer Zeit verbunden war, und wie sicher",
    },
    check: { operands: "", does: "eine Zeile und ein Exit-Code (0 bis 3) für Nagios, Checkmk und Icinga" },
    doctor: { operands: "", does: "alles von OpenVPN bis zum Browser des Lesers prüfen und Abhilfe nennen" },
    print: { operands: "ART", does: "eine Datei für das System ausgeben, die gleich benutzt werden kann" },
    demo: { operands: "", does: "eine Site mit einem erfundenen Monat einer kleinen Firma schreiben" },
  },

  value: {
    address: "PFAD",
    day: "TAG",
    file: "DATEI",
    folder: "ORDNER",
    label: "KODIERUNG",
    name: "NAME",
    text: "TEXT",
    time: "ZEIT",
    zone: "ZONE",
  },

  flag: {
    config: "die Konfiguration (TOML)",
    status: "eine Statusdatei, ein Muster oder eine Management-Schnittstelle (unix:/pfad, tcp:…)",
    name: "der Name des Servers, bei einem einzigen --status",
    history: "wo der Verlauf der Sitzungen ist",
    out: "wohin die Site geschrieben wird",
    aliases: "JSON mit Namen, die neben Benutzern stehen",
    title: "die Überschrift der Site",
    language: "die Sprache der Site",
    timezone: "die Zeitzone der Site, etwa Europe/Berlin",
    full: "jede Datei neu schreiben; nötig, um einen Ordner von demo zu übernehmen",
    now: "laufen, als wäre es diese Zeit, etwa 2026-11-21T08:12:15Z",
    quiet: "Quellen nicht melden",
    verbose: "sagen, was geschrieben wurde, und warum",
    help: "diesen Text ausgeben",
  },
  gen: { strict: "mit 66 enden, wenn eine Quelle veraltet ist" },
  prune: {
    user: "Sitzungen dieses Benutzers",
    server: "Sitzungen auf diesem Server",
    from: "Sitzungen, die an diesem Tag oder später begannen, etwa 2026-11-21",
    to: "Sitzungen, die an diesem Tag oder früher begannen",
    olderThan: "Sitzungen, die vor mehr als so vielen Tagen endeten",
    all: "alle beendeten Sitzungen",
    dryRun: "nur zeigen, was gelöscht würde",
    yes: "nicht fragen",
    backup: "zuerst das Gelöschte in eine neue Datei schreiben, für import",
  },
  import: { server: "wessen Sitzungen es sind, wenn mehrere Server konfiguriert sind" },
  export: { format: "openvpn-sessions.csv mit Ortszeiten, oder eine Zeile von JSON für jede Sitzung" },
  parse: {
    timezone: "die Zone der Ortszeiten in einer Datei der Version 1 (die des Systems)",
    encoding: "von Namen, die nicht UTF-8 sind, etwa windows-1252",
    language: "die Sprache der Meldungen",
  },
  who: {
    at: "zu dieser Zeit in der Zone der Site, etwa 2026-11-25 03:00 (jemals)",
    json: "JSON ausgeben",
  },
  check: { expect: "ein Benutzer oder Alias, der verbunden sein muss; ein Muster: mindestens einer" },
  doctor: {
    redact: "nur eine Statusdatei mit erfundenen Namen und Adressen ausgeben, für Fehlerberichte; - ist stdin",
  },
  print: { language: "die Sprache der Kommentare" },
  demo: {
    out: "wohin die Site geschrieben wird (out)",
    now: "der erfundene Monat endet zu dieser Zeit, etwa 2026-11-21T08:12:15Z",
  },

  kind: {
    nginx: "eine Konfiguration von nginx, mit der es die Site zeigt",
    apache: "das Gleiche für Apache",
    caddy: "das Gleiche für Caddy",
    cron: "ein Auftrag für cron, der die Site jede Minute erzeugt",
    systemd: "Units von systemd, die das ohne Rechte tun; einzeln: sysusers, service, timer, path",
    tmpfiles: "die Ordner der Site, und ihr Zugriff auf die Statusdateien von OpenVPN",
    hook: "ein Skript, mit dem OpenVPN aufzeichnet, wer sich verbindet und trennt",
  },

  exitCode: {
    done: "erledigt",
    nobody: "who: niemand wurde gefunden; doctor: nicht alles ist gut oder war zu sehen",
    usage: "die Befehlszeile ist falsch",
    notUnderstood: "eine Quelle oder der Verlauf ist nicht zu verstehen",
    noSource: "es gibt keine Quelle; mit --strict auch: eine Quelle ist veraltet",
    fault: "ein interner Fehler",
    cannotWrite: "eine Datei lässt sich nicht schreiben",
    io: "Lesen oder Schreiben ist gescheitert",
    locked: "ein anderer Lauf hält die Sperre",
    permission: "keine Berechtigung",
    config: "die Konfiguration ist falsch",
  },
};
