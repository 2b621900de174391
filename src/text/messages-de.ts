import type { Messages } from "./messages-en.js";

/** German, as an administrator would say it; the terms that are OpenVPN's own stay as OpenVPN writes them. */
export const german: Messages = {
  languageTag: "de",

  weekdays: ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
  shortWeekdays: ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
  months: [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
  ],
  longDay: (weekday, day, month, year) => `${weekday}, ${day}. ${month} ${year}`,
  longMonth: (month, year) => `${month} ${year}`,

  unknown: "–",

  noName: "(ohne Namen)",

  skipToContent: "Zum Inhalt springen",
  siteNavigation: "Bereiche",
  breadcrumb: "Pfad zu dieser Seite",
  overview: "Übersicht",
  history: "Verlauf",
  users: "Benutzer",
  downloads: "Herunterladen",
  previous: "Zurück",
  next: "Weiter",
  previousAndNext: "Zurück und weiter",
  total: "Gesamt",
  asOf: "Stand",
  timesIn: (zone) => `Zeiten in ${zone}`,
  settledNote:
    "Die Summen enthalten beendete Sitzungen und die abgeschlossenen Tage laufender; aktuelle Werte stehen in der Übersicht.",

  status: {
    running: "läuft",
    ended: "beendet",
    connected: "verbunden",
    notConfirmedSince: "nicht bestätigt seit",
  },

  column: {
    user: "Benutzer",
    alias: "Alias",
    server: "Server",
    day: "Tag",
    month: "Monat",
    publicIp: "Öffentliche IP",
    tunnelIp: "Tunnel-IP",
    start: "Start",
    end: "Ende",
    connectedSince: "Verbunden seit",
    duration: "Dauer",
    upload: "Upload",
    download: "Download",
    status: "Status",
    details: "Details",
    sessions: "Sitzungen",
    users: "Benutzer",
    hours: "Stunden",
    peak: "Spitze",
    lastSeen: "Zuletzt gesehen",
  },
  columnHint: {
    upload: "Vom Server empfangen, vom Client gesendet",
    download: "Vom Server an den Client gesendet",
    hours: "Verbundene Stunden, über alle Sitzungen summiert",
    peak: "Meiste gleichzeitige Sitzungen",
  },

  detail: {
    id: "Sitzungs-ID",
    server: "Server",
    user: "Benutzer",
    alias: "Alias",
    commonName: "Common Name",
    username: "Username",
    realAddress: "Reale Adresse",
    tunnelIpv6: "Tunnel-IPv6",
    clientId: "Client-ID",
    cipher: "Verschlüsselung",
    start: "Start",
    end: "Ende",
    lastSeen: "Zuletzt gesehen",
  },

  tile: {
    heading: "Jetzt und heute",
    connected: "Jetzt verbunden",
    connecting: (count) => `${count} im Verbindungsaufbau`,
    unconfirmed: (count) => `${count} nicht bestätigt`,
    noCurrentSource: "kein aktueller Status",
    peak: "Spitze heute",
    peakNote: "gleichzeitig",
    sessions: "Sitzungen heute",
    users: (count) => (count === 0 ? "noch niemand" : `von ${count} Benutzer${count === 1 ? "" : "n"}`),
    traffic: "Verkehr heute",
  },

  live: {
    heading: "Verbunden",
    caption: "Verbundene Sitzungen, neueste zuerst",
    nobody: "Niemand ist verbunden",
    nobodyNote: "Der Server antwortet; im Moment hat kein Client einen Tunnel.",
    unknown: "Unbekannt, wer verbunden ist",
    unknownNote: "Keine Quelle hat einen aktuellen Status. Der Hinweis oben nennt Ursache und Abhilfe.",
  },

  recent: {
    heading: (days) => (days === 1 ? "Heute" : `Letzte ${days} Tage`),
    caption: "Sitzungen nach Tag und Benutzer, neueste zuerst",
    shownOf: (shown, all) => `Die neuesten ${shown} von ${all} Sitzungen.`,
    olderSessions: "Alle Monate",
    none: (days) =>
      days === 1 ? "Heute hat keine Sitzung begonnen" : `In den letzten ${days} Tagen hat keine Sitzung begonnen`,
    noneNote: "Ältere stehen im Verlauf.",
  },

  empty: {
    history: "Noch nichts aufgezeichnet",
    historyNote: "Hier stehen Sitzungen, sobald sich der erste Client verbunden hat.",
    monthSessions: "In diesem Monat hat keine Sitzung begonnen",
    daySessions: "An diesem Tag hat keine Sitzung begonnen",
  },

  historyPage: {
    heading: "Verlauf",
    caption: "Alle Monate, neueste zuerst",
  },

  monthPage: {
    days: "Tage",
    daysCaption: "Die Tage des Monats, neueste zuerst",
    topUsers: "Aktivste Benutzer",
    topUsersCaption: "Die Benutzer mit den meisten verbundenen Stunden in diesem Monat",
  },

  dayPage: {
    sessions: "Sitzungen",
    caption: "Sitzungen, die an diesem Tag begannen, nach Benutzer, neueste zuerst",
    carried: "Schon vor diesem Tag verbunden",
  },

  usersPage: {
    heading: "Benutzer",
    caption: "Alle Benutzer, nach Namen",
    online: "online",
    inactive: "inaktiv",
    inactiveNote: (days) => `Inaktiv: seit mehr als ${days} Tagen nicht gesehen.`,
    neverSeen: "Nie gesehene Aliasse",
    neverSeenNote: "Diese stehen in der Alias-Datei, haben im Verlauf aber keine Sitzung.",
    neverSeenCaption: "Aliasse ohne Sitzungen",
  },

  userPage: {
    totals: "Summen",
    firstSeen: "Zuerst gesehen",
    lastSeen: "Zuletzt gesehen",
    online: "jetzt online",
    months: "Monate",
    monthsCaption: "Die Monate des Benutzers, neueste zuerst",
    newest: "Neueste Sitzungen",
    newestCaption: "Die neuesten Sitzungen des Benutzers, nach Tag",
    sessions: "Sitzungen",
    sessionsCaption: "Die Sitzungen des Benutzers in diesem Monat, nach Tag, neueste zuerst",
    olderSessions: "Ältere Sitzungen stehen in den Monaten oben.",
  },

  daysLater: (days) => `+${days} T`,
  sessionCount: (count, formatted) => (count === 1 ? "1 Sitzung" : `${formatted} Sitzungen`),

  download: {
    all: "Alle Sitzungen",
    open: "Laufende Sitzungen",
    closed: "Beendete Sitzungen",
    month: "Dieser Monat",
    workbook: "Excel",
    csv: "CSV",
  },

  chart: {
    connectionsHeading: "Verbindungen, 24 Std",
    connectionsSpan: (from, to) => `Verbundene Clients von ${from} bis ${to}.`,
    connectionsMost: (count, time) => `Höchstens ${count}, zuerst um ${time}.`,
    connectionsMean: (mean) => `Im Mittel ${mean}.`,
    unmonitored: (duration) => `Für ${duration} nicht überwacht.`,
    noData: "Es wurde nichts überwacht.",
    gap: (from, to) => `Nicht überwacht von ${from} bis ${to}`,
    asTable: "Als Tabelle zeigen",
    asFile: "Diagramm als Datei",
    tableCaption: "Meiste verbundene Clients in jeder Stunde",
    hour: "Stunde",
    clients: "Meiste Clients",
    notMonitored: "nicht überwacht",
  },

  workbook: {
    user: "User",
    alias: "Alias",
    publicIp: "Öffentliche IP",
    tunnelIp: "Tunnel IP",
    start: "Start",
    end: "Ende",
    durationSeconds: "Dauer (s)",
    duration: "Dauer (lesbar)",
    bytesReceived: "Empfangen (Bytes)",
    bytesSent: "Gesendet (Bytes)",
    status: "Status",
    server: "Server",
    id: "ID",
  },
  workbookInstantFormat: "dd.mm.yyyy hh:mm:ss",

  aliasesProblem: {
    heading: "Aliasse werden nicht gezeigt",
    fix: 'Die Alias-Datei berichtigen: ein JSON-Objekt aus Benutzernamen und Aliassen wie {"user1": "Max Mustermann"}.',
  },

  source: {
    heading: "Quellen",
    none: "Keine Quelle ist konfiguriert oder gefunden",
    noneFix:
      "Die Statusdatei von OpenVPN mit --status oder unter [[server]] in der Konfiguration angeben: der Pfad aus der Direktive „status“ des Servers.",
    since: (time) => `seit ${time}`,
    snapshotAt: (time) => `letzter Status ${time}`,
    never: "noch kein Status",
    found: "Meldung:",
    fix: "Abhilfe:",
    noticeBegins: ({ label, meaning, fix }, found) => `${label}: ${meaning}${found === "" ? "" : ` (${found})`} ${fix}`,
    noticeEnds: (label) => `wieder in Ordnung (war: ${label})`,
    kept: "Der Verlauf bleibt unverändert, bis ein neuer Status gelesen wird.",
    state: {
      ok: { label: "in Ordnung", meaning: "", fix: "" },
      stale: {
        label: "veraltet",
        meaning: "Der Status ist älter, als er sein sollte.",
        fix: "OpenVPN läuft nicht mehr oder schreibt diese Datei nicht mehr. Prüfen, ob der Server läuft und ob seine Direktive „status“ (oder --status in seiner systemd-Unit, das Vorrang hat) diesen Pfad nennt.",
      },
      missing: {
        label: "fehlt",
        meaning: "Diese Datei gibt es nicht.",
        fix: "Den konfigurierten Pfad mit der Direktive „status“ des Servers vergleichen; --status in einer systemd-Unit hat Vorrang. Eine Datei in /tmp ist durch PrivateTmp der Unit verborgen: OpenVPN stattdessen unter /run schreiben lassen.",
      },
      unreadable: {
        label: "nicht lesbar",
        meaning: "Die Quelle darf nicht gelesen werden.",
        fix: "OpenVPN legt die Datei nur für root an (Modus 0600) und behält den Modus einer vorhandenen bei. systemd-tmpfiles kann sie vorher anlegen, in /etc/tmpfiles.d: „z /run/openvpn-server 0710 root GRUPPE -“ und „f /run/openvpn-server/status-server.log 0640 root GRUPPE -“, mit einer Gruppe des Benutzers, der dieses Programm ausführt; danach OpenVPN neu starten.",
      },
      empty: {
        label: "leer",
        meaning: "Die Datei hat 0 Bytes.",
        fix: "Eine Zeile ab 512 Bytes oder eine volle Platte lässt sie leer, bis OpenVPN neu startet. Platz auf der Platte schaffen, den Server neu starten und überlange Common Names kürzen, falls es wiederkehrt.",
      },
      incomplete: {
        label: "unvollständig",
        meaning: "Die Datei ließ sich kein einziges Mal vollständig lesen.",
        fix: "OpenVPN hat bei jedem Versuch gerade geschrieben, oder die Datei ist abgeschnitten. Wenn das so bleibt: prüfen, ob die Platte voll ist, und OpenVPN seltener schreiben lassen („status DATEI 10“).",
      },
      invalid: {
        label: "ungültig",
        meaning: "Die Datei ist kein verwertbarer Status.",
        fix: "Prüfen, ob der Pfad die Statusdatei des Servers nennt, ob nichts anderes sie schreibt und ob Uhren und Zeitzonen beider Systeme übereinstimmen.",
      },
      "client-statistics": {
        label: "Client-Statistik",
        meaning:
          "Das ist die Statistikdatei eines OpenVPN-Clients oder einer Punkt-zu-Punkt-Verbindung: Sie nennt keine Clients.",
        fix: "Stattdessen die Statusdatei des Servers angeben.",
      },
    },
  },
};
