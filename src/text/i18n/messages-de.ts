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
  shortMonths: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
  longDay: (weekday, day, month, year) => `${weekday}, ${day}. ${month} ${year}`,
  longMonth: (month, year) => `${month} ${year}`,

  unknown: "–",

  noName: "(ohne Namen)",

  skipToContent: "Zum Inhalt springen",
  siteNavigation: "Bereiche",
  breadcrumb: "Pfad zu dieser Seite",
  today: "Heute",
  wholeDay: "Der ganze Tag",
  overview: "Übersicht",
  history: "Verlauf",
  users: "Benutzer",
  downloads: "Downloads",
  previous: "Zurück",
  next: "Weiter",
  previousAndNext: "Zurück und weiter",
  total: "Gesamt",
  asOf: "Stand",
  timesIn: (zone) => `Zeitzone ${zone}`,
  leftOut: (count, formatted) =>
    count === 1 ? "1 Sitzung läuft noch: siehe" : `${formatted} Sitzungen laufen noch: siehe`,
  finalOnly: "beendete Sitzungen und vergangene Tage",
  newestSince: (count, day) => `Neueste ${count} Sitzungen, seit ${day}`,
  detailsOf: (user, start) => `Einzelheiten: ${user}, ${start}`,
  rowsOf: (from, to, all) => `${from}–${to} von ${all}`,
  pagesOf: (heading) => `Seiten dieser Liste: ${heading}`,
  addressCount: (count) => `${count} Adressen`,
  serverCount: (count) => `${count} Server`,
  totalsNote:
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
    client: "Client",
    lastSeen: "Zuletzt gesehen",
  },
  columnHint: {
    upload: "Vom Server empfangen, vom Client gesendet",
    download: "Vom Server an den Client gesendet",
    hours: "Verbundene Stunden, über alle Sitzungen summiert",
    peak: "Meiste gleichzeitige Sitzungen",
  },

  keepHeld: {
    begins:
      "keep löscht vorerst nichts: Zwischen zwei Statusständen liegt mehr als ein Tag, oder der neueste ist älter als ein Tag. Wenn die Uhr stimmt, geht es nach 24 Stunden mit Statusständen weiter.",
    ends: "keep löscht wieder",
  },

  run: {
    worksAgain: (before) => `gen läuft wieder (davor: ${before})`,
    before: {
      "bad-source": "eine Quelle war nicht zu verstehen",
      "bad-history": "der Verlauf war nicht zu verstehen",
      "no-source": "etwas fehlte",
      "cannot-write": "Schreiben war nicht möglich",
      io: "Lesen oder Schreiben schlug fehl",
      locked: "ein anderer Lauf hielt den Verlauf",
      permission: "der Zugriff war verweigert",
      config: "die Konfiguration war falsch",
      fault: "ein interner Fehler",
    },
  },

  cutRow: (path) =>
    `${path}: Die letzte Zeile war unvollständig und ist weg: Die nächste Zeile steht an ihrer Stelle. Eine volle Platte oder eine unvollständige Kopie kann sie abgeschnitten haben; vielleicht ist sie in einer Sicherung ganz.`,
  cutFile: {
    begins: (path, quoted) =>
      `${path}: Die letzte Zeile ist unvollständig und zählt nicht. Eine volle Platte oder eine unvollständige Kopie kann sie abgeschnitten haben; vielleicht ist sie in einer Sicherung ganz. Stellen Sie die Datei wieder her, oder löschen Sie die Zeile: sed -i '$d' ${quoted}`,
    unterminated: (path, quoted) =>
      `${path}: Die letzte Zeile hat kein Zeilenende; ihr letzter Wert ist vielleicht abgeschnitten. Sie zählt so, wie sie ist. Vergleichen Sie sie mit einer Sicherung. Wenn sie stimmt, ergänzen Sie das Zeilenende: echo >> ${quoted}`,
    ends: (path) => `${path} hat keine unvollständige Zeile mehr`,
  },

  unsetClockStart: "Beginn nach der nicht gestellten Uhr des Servers",

  detail: {
    id: "Sitzungs-ID",
    server: "Server",
    user: "Benutzer",
    alias: "Alias",
    commonName: "Common Name",
    username: "Username",
    realAddress: "Echte Adresse",
    earlierAddresses: "Frühere Adressen",
    until: (time) => `bis ${time}`,
    tunnelIpv6: "Tunnel-IPv6",
    clientId: "Client-ID",
    cipher: "Verschlüsselung",
    port: "Port",
    start: "Start",
    end: "Ende",
    lastSeen: "Zuletzt gesehen",
    firstSeen: "Zuerst gesehen",
    countedFrom: (day: string): string => `${day}: früherer Datenverkehr zählt zu diesem Tag`,
    exactEnd: (time) => `${time}, genau`,
    unknownEnd: (time) => `${time} (genaues Ende unbekannt)`,
    clientOn: (version, platform) =>
      version === "" ? platform : `OpenVPN ${version}${platform === "" ? "" : ` unter ${platform}`}`,
  },

  exactness: {
    exact: "genau",
    atLeast: "mindestens",
    allExact: "Genau: OpenVPN selbst hat jede Sitzung und ihr Ende gemeldet.",
    intro: "Mindestens so viel.",
    noneMissing: "Keine Sitzung fehlt: OpenVPN selbst hat jede gemeldet.",
    atMostMore: (time) => `höchstens ${time} mehr`,
    exactEnds: (exact, all) =>
      exact === all ? "Das Ende all dieser Sitzungen ist genau." : `${exact} von ${all} Enden sind genau.`,
    longer: (time) => `Die gesehenen Sitzungen können zusammen bis zu ${time} länger gedauert haben.`,
    othersLonger: (time) => `Die anderen Sitzungen können zusammen bis zu ${time} länger gedauert haben.`,
    unknownEnds: (count, formatted) =>
      `Das genaue Ende von ${count === 1 ? "1 Sitzung" : `${formatted} Sitzungen`} ist unbekannt.`,
    missed: "Sitzungen zwischen zwei Aktualisierungen des Status können fehlen.",
  },

  tile: {
    heading: "Jetzt und heute",
    connected: "Jetzt verbunden",
    connecting: (formatted) => `${formatted} im Verbindungsaufbau`,
    unconfirmed: (formatted) => `${formatted} nicht bestätigt`,
    noCurrentSource: "kein aktueller Status",
    peak: "Spitze heute",
    peakNote: "gleichzeitig",
    sessions: "Sitzungen heute",
    users: (count, formatted) => `von ${formatted} Benutzer${count === 1 ? "" : "n"}`,
    usersToday: (count, formatted, carried) =>
      count === 0 ? "noch niemand" : `${formatted} Benutzer${carried === "" ? "" : `, ${carried} von vorher`}`,
    traffic: "Datenverkehr heute",
    weekAgo: (difference, formatted, weekday, time) =>
      difference === 0
        ? `so viele wie letzten ${weekday} um ${time} Uhr`
        : `${formatted} ${difference > 0 ? "mehr" : "weniger"} als letzten ${weekday} um ${time} Uhr`,
    pastPeak: (peak, days) => `bis zu ${peak} in den ${days} Tagen davor`,
    usual: (percent, weekday) => `${percent} % vom üblichen ${weekday}`,
    earlierTraffic: (count, formatted) =>
      `mit früherem Datenverkehr von ${formatted} ${count === 1 ? "Sitzung" : "Sitzungen"}`,
    lastHours: "Die letzten 24 Stunden",
    lastDays: "Die letzten 14 Tage",
  },

  feed: {
    connected: (user) => `${user} hat sich verbunden`,
    disconnected: (user) => `${user} hat sich getrennt`,
    from: (address, country) => `von ${address}${country === "" ? "" : `, ${country}`}`,
    tunnel: (address) => `Tunnel ${address}`,
    after: (duration) => `nach ${duration}`,
    traffic: (download, upload) => `Download ${download}, Upload ${upload}`,
  },

  notices: {
    full: {
      reached: { nearly: "ist fast voll", full: "ist voll", beyond: "ist voll" },
      clients: (count, most) => `${count} von höchstens ${most} ${most === "1" ? "Client" : "Clients"}`,
      addresses: (count, most) =>
        `${count} ${count === "1" ? "Client" : "Clients"}, und ${most} ${most === "1" ? "Adresse" : "Adressen"} dafür`,
      beyond: {
        clients: "max_clients in der Konfiguration ist kleiner als die eigene Grenze von OpenVPN",
        addresses: "pool_size in der Konfiguration ist kleiner als das, was OpenVPN hat",
      },
    },
    heading: "Auffälligkeiten",
    since: "seit gestern",
    none: "Keine Auffälligkeiten seit gestern.",
    more: (count) => (count === 1 ? "1 weitere seit gestern" : `${count} weitere seit gestern`),
    ofMonth: (count) =>
      count === 1 ? "Die Auffälligkeit dieses Monats" : `Alle ${count} Auffälligkeiten dieses Monats`,
    noneOfMonth: "Keine Auffälligkeiten in diesem Monat",
    monthCaption: "Auffälligkeiten dieses Monats, die neuesten zuerst",
    what: "Was",
    rules: "Was hier steht",
    neverConnected: (count) =>
      count === 1 ? "1 Alias war noch nie verbunden" : `${count} Aliasse waren noch nie verbunden`,
    neverConnectedAlias: "hat einen Alias, war aber noch nie verbunden",
    expectedHeading: "Erwartet, nicht verbunden:",
    expected: "wird erwartet, ist aber nicht verbunden",
    absentSince: (time) => `seit ${time}`,
    absentSinceEver: "noch nie",
    moreAbsent: (count) => `und ${count} weitere`,
    gap: (from, until, total) => `${from} – ${until} wurde kein Status gelesen (${total}).`,
    gaps: (count, total) => `${count}-mal wurde kein Status gelesen, insgesamt ${total}.`,
    sourceTrouble: (state, since) => `${state} seit ${since}`,
    twoAddresses: (earlier, later, from, until) =>
      `war gleichzeitig von ${earlier} und ${later} aus verbunden, ${from} – ${until}`,
    twoAddressesSince: (earlier, later, from) =>
      `ist gleichzeitig von ${earlier} und ${later} aus verbunden, seit ${from}`,
    newAddress: (time, address, usual, others) =>
      `verband sich um ${time} von ${address} aus, einem Netz, das in den letzten 90 Tagen nicht benutzt wurde; sonst ${usual}${others > 0 ? ` und ${others} weitere` : ""}`,
    newCountry: (time, address, country, usual) =>
      `verband sich um ${time} aus ${country} (${address}); sonst aus ${usual}`,
    firstSession: (time, address) =>
      `verband sich um ${time} zum ersten Mal${address === "" ? "" : `, von ${address} aus`}`,
    back: (time, days, lastDay) => `verband sich um ${time} nach ${days} Tagen wieder; zuletzt am ${lastDay}`,
    unusualHour: (time, from, until) => `verband sich um ${time}; sonst zwischen ${from} und ${until}`,
    serverCertificate: {
      server: {
        expires: (server, day) =>
          `Das Zertifikat ${server === "" ? "des Servers" : `des Servers ${server}`} läuft am ${day} ab: Dann kann sich niemand mehr verbinden`,
        expired: (server, day) =>
          `Das Zertifikat ${server === "" ? "des Servers" : `des Servers ${server}`} ist am ${day} abgelaufen: Niemand kann sich verbinden`,
      },
      ca: {
        expires: (server, day) =>
          `Das Zertifikat der CA${server === "" ? "" : ` des Servers ${server}`} läuft am ${day} ab: Dann kann sich niemand mehr verbinden`,
        expired: (server, day) =>
          `Das Zertifikat der CA${server === "" ? "" : ` des Servers ${server}`} ist am ${day} abgelaufen: Niemand kann sich verbinden`,
      },
    },
    certificateRevoked: (time, revoked) =>
      `ist seit ${time} verbunden, mit einem Zertifikat, das am ${revoked} gesperrt wurde`,
    certificateExpired: (time, day) => `ist seit ${time} verbunden, mit einem Zertifikat, das am ${day} ablief`,
    certificateExpires: (day) => `hat ein Zertifikat, das am ${day} abläuft`,
    flapping: (count, usual) => `verband sich ${count}-mal an einem Tag neu; sonst ${usual}-mal`,
    muchTraffic: (bytes, usual) => `übertrug ${bytes} an einem Tag; sonst höchstens ${usual}`,
    label: {
      "server-certificate": "Zertifikat eines Servers oder seiner CA",
      "certificate-revoked": "Widerrufenes Zertifikat",
      "certificate-expired": "Abgelaufenes Zertifikat",
      "two-addresses": "Zwei Adressen",
      "new-country": "Neues Land",
      "new-address": "Neue Adresse",
      "first-session": "Erste Sitzung",
      back: "Wieder da",
      "unusual-hour": "Ungewöhnliche Uhrzeit",
      flapping: "Neue Verbindungen",
      "much-traffic": "Datenverkehr",
      "certificate-expires": "Zertifikat, das bald abläuft",
      gap: "Lücke",
    },
    meaning: {
      twoAddresses: (minutes) =>
        `Zwei Adressen: länger als ${minutes} Minuten von zwei öffentlichen Adressen aus gleichzeitig verbunden; das Neueste jedes Tages.`,
      newAddress:
        "Neue Adresse: außerhalb der Netze (/24, bei IPv6 /48) der letzten 90 Tage. Nicht bei fünf und mehr Netzen, denn dann sind neue üblich.",
      newCountry: "Neues Land: keines der Länder der letzten 90 Tage des Benutzers. Nicht bei fünf und mehr Ländern.",
      firstSession: "Erste Sitzung: davor ist keine aufgezeichnet. Nicht in der ersten Woche der Aufzeichnung.",
      back: "Wieder da: die erste Sitzung nach mehr als 90 Tagen.",
      unusualHour:
        "Ungewöhnliche Uhrzeit: außerhalb der Stunden, in denen 90 % von mindestens 20 Sitzungen begannen, und kaum eine begann um diese Zeit.",
      flapping: "Neue Verbindungen: mindestens 10 an einem Tag und mehr als das Dreifache des Medians des Benutzers.",
      muchTraffic:
        "Datenverkehr: mehr als 1 GB an einem Tag und mehr als das Dreifache dessen, was 95 % der Tage des Benutzers hatten.",
      gap: "Lücken: Zeiten ohne Status, nach Tagen; eine über Mitternacht hat eine eigene Zeile, in jedem Monat, den sie berührt. Von Tagen, die über 62 Tage zurückliegen, sind nur lange bekannt.",
    },
  },

  live: {
    heading: "Verbunden",
    caption: "Verbundene Sitzungen, neueste zuerst",
    rate: "Mbit/s",
    rateHint: "Download und Upload zwischen den letzten beiden Statusmeldungen",
    use: "4 Wochen",
    presentOn: (days, known) => `An ${days} von ${known} Tagen da; darüber: Datenverkehr der 14 Tage vor heute`,
    seen: (count) => `${count}-mal gesehen`,
    seenFirst: "erste Sitzung von hier",
    nobody: (time) => `Um ${time} Uhr ist niemand verbunden`,
    nobodyNote: "Der Status ist aktuell, aber im Moment hat kein Client einen Tunnel.",
    unknown: "Verbindungsstatus unbekannt",
    unknownNote: "Keine Quelle hat einen aktuellen Status. Der Hinweis oben nennt Ursache und Abhilfe.",
  },

  recent: {
    heading: (days) => (days === 1 ? "Heute" : `Letzte ${days} Tage`),
    caption: (day) => `Sitzungen, die am ${day} begannen, nach Benutzer, neueste zuerst`,
    users: (_count, formatted) => `${formatted} Benutzer`,
    peak: (peak) => `höchstens ${peak}`,
    hours: (hours) => `${hours} h`,
    onlyCarried: "Alle Sitzungen hatten vorher begonnen.",
    olderSessions: "Alle Monate",
    none: (days) =>
      days === 1 ? "Heute hat keine Sitzung begonnen" : `In den letzten ${days} Tagen hat keine Sitzung begonnen`,
    noneNote: "Ältere stehen im Verlauf.",
  },

  empty: {
    history: "Noch nichts aufgezeichnet",
    historyNote: "Hier erscheinen Sitzungen, sobald sich der erste Client verbindet.",
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
    today: "heute: beendete Sitzungen",
    topUsers: "Aktivste Benutzer",
    topUsersCaption: "Die Benutzer mit den meisten verbundenen Stunden in diesem Monat",
  },

  report: {
    link: "Bericht",
    heading: (period) => `Bericht ${period}`,
    ofYears: "Jahresberichte",
    ofMonths: "Der Bericht eines Monats ist auf dessen Seite.",
    print: "Für Papier, A4 hochkant: zum Drucken oder Speichern als PDF.",
    asOf: (time) => `Stand: ${time}, als die letzte dieser Sitzungen endete`,
    noEnd: "Noch keine Sitzung beendet",
    final: "Alle Werte sind endgültig",
    sheet: (sheet, sheets) => `Blatt ${sheet} von ${sheets}`,
    counted: "Es zählen beendete Sitzungen, von laufenden die abgeschlossenen Tage.",
    byHours: "Meiste Stunden",
    byTraffic: "Größter Datenverkehr",
    traffic: "Datenverkehr",
    exactness: "Genauigkeit",
    gapsUnknown: "Ob es Zeiten ohne Daten gab, ist nicht mehr bekannt.",
    noGaps: "Es gab keine Zeiten ohne Daten.",
    gaps: (count, formatted, time) =>
      count === 1 ? `${time} lang gab es keine Daten.` : `${formatted}-mal gab es keine Daten, zusammen ${time} lang.`,
    gapsKnownFrom: (time) => `Das ist ab ${time} bekannt.`,
    moreNotices: (count, formatted) =>
      count === 1 ? "1 weitere Auffälligkeit" : `${formatted} weitere Auffälligkeiten`,
  },

  /** Lists of sessions, which may have several pages. */
  sessionList: {
    heading: "Sitzungen",
    /** The link to the page with the newest sessions. */
    newest: "neueste",
    caption: {
      day: "Sitzungen, die an diesem Tag begannen, nach Benutzer, neueste zuerst",
      carried: "Sitzungen von früheren Tagen, die an diesem Tag verbunden waren, neueste zuerst",
      month: "Sitzungen, die in diesem Monat begannen, nach Tag und Benutzer, neueste zuerst",
      userMonth: "Die Sitzungen des Benutzers in diesem Monat, nach Tag, neueste zuerst",
    },
  },

  dayPage: {
    carried: "Von früheren Tagen",
    begun: "an diesem Tag begonnen",
    begunAndCarried: (formatted) => `begonnen · ${formatted} von früher`,
    soFar: "bis jetzt",
  },

  usersPage: {
    heading: "Benutzer",
    caption: "Alle Benutzer, nach Namen",
    online: "online",
    neverSeen: "Nie gesehene Aliasse",
    neverSeenNote: "Diese Benutzer stehen in der Alias-Datei, haben im Verlauf aber keine Sitzung.",
    neverSeenCaption: "Aliasse ohne Sitzungen",
  },

  clientVersions: {
    heading: "Clients",
    caption: "Clients nach Version und Plattform, neueste Version zuerst",
    version: "OpenVPN",
    platform: "Plattform",
    names: "Namen",
    outdated: "veraltet",
    note: "Je Benutzer und Plattform der Client der neuesten Sitzung, deren Version bekannt ist. Veraltet: Ein anderer Benutzer hier hat ein neueres Minor-Release; ab OpenVPN 3 auf derselben Plattform. Welche Releases noch unterstützt werden, steht auf openvpn.net.",
  },

  userPage: {
    totals: "Summen",
    firstSeen: "Zuerst gesehen",
    lastSeen: "Zuletzt gesehen",
    online: "jetzt online",
    months: "Monate",
    monthsCaption: "Die Monate des Benutzers, neueste zuerst",
    newestCaption: "Die neuesten Sitzungen des Benutzers, nach Tag",
    olderSessions: "Ältere Sitzungen stehen in den Monaten unten.",
    chartEnds: "Das Diagramm endet mit dem letzten abgeschlossenen Tag, an dem der Benutzer verbunden war.",
  },

  presence: {
    heading: "Anwesenheit",
    days: (count, from, to) => `an ${count === "1" ? "1 Tag" : `${count} Tagen`}, ${from} – ${to}`,
    levels: ["unter 1 h", "1–4 h", "4–8 h", "8 h und mehr"],
    cell: (day, level) => `${day}: ${["", "unter 1 h", "1–4 h", "4–8 h", "8 h und mehr"][level] ?? ""}`,
    hours: "Sitzungen beginnen um",
    usual: (from, until) => `Meist zwischen ${from} und ${until} Uhr (90 % aller Sitzungen)`,
    fewStarts: "Zu wenige Sitzungen, um zu sagen, was üblich ist.",
  },

  addresses: {
    heading: "Adressen",
    caption: "Öffentliche Adressen, die zuletzt benutzten zuerst",
    country: "Land",
    first: "Zuerst",
    last: "Zuletzt",
    isNew: "neu",
  },

  statusReport: {
    version: "OpenVPN",
    dco: "Data Channel Offload",
    dcoYes: "an (im Kernel)",
    dcoNo: "aus",
    queue: "Längste Broadcast-Warteschlange",
    packets: (count, written) => (count === 1 ? "1 Paket" : `${written} Pakete`),
    tunnel: "Tunnel",
    counters: "Was der Client seit seinem Start übertragen hat",
    counter: "Zähler",
    size: "Größe",
  },
  wall: {
    most: (formatted) => `von ${formatted}`,
    more: (formatted) => `und ${formatted} weitere`,
  },

  serverPage: {
    clients: "Clients",
    addresses: "Adressen für Clients",
    used: (count, most, percent) => `${count} von ${most} (${percent} %)`,
    one: "Server",
    all: "Alle Server",
    gone: "Nicht mehr konfiguriert",
    goneNote:
      "Keine Quelle mit diesem Namen ist konfiguriert oder gefunden. Was aufgezeichnet wurde, bleibt im Verlauf.",
    months: "Monate",
    monthsCaption: "Die Monate des Servers, neueste zuerst",
  },

  serversPage: {
    heading: "Server",
    caption: "Alle Server mit dem, was von heute bekannt ist",
    state: "Zustand",
    lastStatus: "Letzter Status",
    connected: "Verbunden",
    ofMost: (count, most) => `${count} von ${most}`,
    peakToday: "Spitze heute",
    sessionsToday: "Sitzungen heute",
    uploadToday: "Upload heute",
    downloadToday: "Download heute",
  },

  routes: {
    heading: "Routen",
    caption: "Clients, hinter denen Netze oder Hosts liegen",
    networks: "Netze hinter dem Client",
    hosts: "Gelernte Hosts",
    ownAddresses: "Eigene Adressen",
    lastRef: "Zuletzt benutzt",
    lastRefHint: "Wann der Server zuletzt eine Route des Clients benutzt hat (Last Ref)",
    none: "Hinter keinem Client liegen Netze oder Hosts.",
    others: "Übrige Clients",
    othersCaption: "Clients, die nur ihre eigenen Adressen haben",
    more: (formatted) => `${formatted} weitere`,
    notShown: (formatted) => `und ${formatted}, die nicht gezeigt werden`,
    unknown: "Routen unbekannt",
    unknownNote: "Der Status des Servers ließ sich nicht lesen. Der Hinweis oben nennt Ursache und Abhilfe.",
    overlap: "Netze verschiedener Clients überschneiden sich",
    overlapOwner: "von",
    overlapWithin: "liegt in",
    overlapSame: "ist gleich",
    overlapMeaning:
      "OpenVPN schickt Pakete an eine Adresse zum Client mit dem kleinsten Netz, das sie enthält. Die anderen erhalten sie nie.",
    overlapFix: "Die „iroute“-Zeilen im client-config-dir des Servers prüfen.",
  },

  review: {
    summary: "Benutzer auf einen Blick",
    onlineNow: "Jetzt online",
    inactiveOver: (days) => `Über ${days} Tage inaktiv`,
    twoAddresses: "Zwei Adressen gleichzeitig",
    lastDays: "30 Tage",
    ofDays: (days) => `von ${days} Tagen`,
    firstSeen: "Zuerst gesehen",
    reconnects: "Neuverbindungen pro Tag",
    addresses: "Adressen",
    atOnce: "Gleichzeitig aktiv",
    overDays: (days) => `über ${days} Tage`,
    certificate: "Zertifikat",
    certificateTime: "Ablauf oder Sperrung",
    unusedCertificates: "Nie benutzte Zertifikate",
    unusedNote:
      "Gültig nach dem Index der CA, aber in keiner aufgezeichneten Sitzung benutzt. Das des Servers ist eines davon.",
    unusedCaption: "Zertifikate, mit denen sich niemand verbunden hat",
    certificateState: { valid: "gültig", "expires-soon": "läuft bald ab", expired: "abgelaufen", revoked: "gesperrt" },
    meanings: "Was die Spalten bedeuten",
    meaning: {
      lastSeen: (days, more) =>
        `Ende der letzten Sitzung. Markiert, wenn es mehr als ${days} oder ${more} Tage vor heute liegt.`,
      lastDays: "An welchen der letzten 30 Tage der Benutzer verbunden war: je kräftiger die Farbe, desto länger.",
      reconnects:
        "Wie oft eine Sitzung am selben Tag auf eine frühere folgte, im Mittel über die Tage, an denen der Benutzer eine Sitzung begann.",
      addresses: "Zahl der verschiedenen öffentlichen Adressen in allen Sitzungen des Benutzers.",
      certificate:
        "Der letzte Tag des Zertifikats des Benutzers nach dem Index der CA, oder wann es gesperrt wurde. Von mehreren das am längsten gültige.",
      atOnce: (minutes) =>
        `Sitzungen, die länger als ${minutes} Minuten gleichzeitig mit einer früheren Sitzung desselben Benutzers von einer anderen öffentlichen Adresse verbunden waren.`,
    },
    handover:
      "Eine kürzere Überschneidung beweist nichts: Wechselt ein Client das Netz, bleibt seine alte Sitzung noch eine Weile verbunden.",
    sharedHeading: "Von zwei Adressen gleichzeitig verbunden",
    sharedNote: (count, formatted, minutes) =>
      `${count === 1 ? "Einmal" : `${formatted}-mal`}, länger als ${minutes} Minuten. Die Zugangsdaten können weitergegeben sein, oder eine Person nutzt zwei Geräte.`,
    sharedNewest: (shown) => `Die neuesten ${shown}:`,
    period: (from, to) => `${from} bis ${to}`,
    periodSince: (from) => `seit ${from}`,
    and: "und",
    sheet: "Zugangsprüfung",
    active: "aktiv",
    inactive: (days) => `inaktiv > ${days} Tage`,
    neverConnected: "nie verbunden",
    publicAddresses: "Öffentliche Adressen",
    concurrentAddresses: "Adressen zugleich",
    newestConcurrent: "Zuletzt zugleich",
  },

  daysLater: (days) => (days === 1 ? "+1 Tag" : `+${days} Tage`),
  filesDone: (done, total) => `${done} von ${total} Dateien`,
  badgeProblem: "Status gestört",
  sessionCount: (count, formatted) => (count === 1 ? "1 Sitzung" : `${formatted} Sitzungen`),

  find: {
    link: "Suchen",
    heading: "Suchen",
    note: "Alle Benutzer und alle öffentlichen Adressen. Mit JavaScript findet das Suchfeld oben auch Tage, Tunnel-Adressen und wer zu einer Zeit verbunden war.",
    addresses: "Öffentliche Adressen",
    addressesCaption: "Öffentliche Adressen aller Sitzungen, mit den Benutzern, die von dort kamen",
    parts: "Teile der Liste",
  },

  download: {
    all: "Alle Sitzungen",
    open: "Laufende Sitzungen",
    closed: "Beendete Sitzungen",
    month: "Dieser Monat",
    review: "Zugangsprüfung",
    usage: "Stunden und Datenverkehr nach Benutzer und Tag",
    workbook: "Excel",
    csv: "CSV",
  },

  chart: {
    connectionsHeading: "Verbindungen, letzte 24 Stunden",
    connectionsSpan: (from, to) => `Verbundene Clients von ${from} bis ${to}.`,
    nobody: "Niemand war verbunden",
    connectionsMost: (count, time) => `Höchstzahl ${count} (${time})`,
    connectionsMean: (mean) => `Durchschnitt ${mean}`,
    connectedCount: (count) => `${count} verbunden`,
    noData: "Keine Daten für diesen Zeitraum",
    noDataShort: "keine Daten",
    noDataAt: (times) => `keine Daten ${times}`,
    noDataFor: (duration) => `${duration} ohne Daten`,
    fromRecord: "laut Verlauf: Sitzungen, die bekannt sind",
    recorded: (what: string): string => `laut Verlauf: ${what}`,
    moreGaps: (count) => `und ${count} weitere`,
    recordingSince: (time) => `Aufzeichnung seit ${time} Uhr`,
    chartFills: "Das Diagramm füllt sich mit der Zeit.",
    gap: (from, to) => `Keine Daten von ${from} bis ${to}`,
    asTable: "Als Tabelle zeigen",
    asFile: "SVG-Datei",
    tableCaption: "Meiste verbundene Clients in jeder Stunde",
    hour: "Stunde",
    clients: "Höchstzahl",
  },

  trafficChart: {
    heading: "Datenverkehr, letzte 24 Stunden",
    span: (from, to) => `Was die Clients von ${from} bis ${to} gesendet und empfangen haben.`,
    most: (rate, time) => `, höchstens ${rate} (${time})`,
    capped: (rate, time) => `▲ ${rate} um ${time}`,
    tableCaption: "Datenverkehr in jeder Stunde",
  },

  world: {
    heading: "Länder der öffentlichen Adressen",
    what: "Die Länder, in denen die Adressen registriert sind, von denen Sitzungen kamen.",
    country: "Land",
    countries: (formatted: string): string => `${formatted} Länder`,
    sessions: (range: string): string => `${range} Sitzungen`,
    tableCaption: "Sitzungen und Benutzer nach Land",
  },

  usage: {
    title: "Nutzung",
    periods: "Zeiträume",
    span: { "24h": "24 Stunden", "7d": "7 Tage", "30d": "30 Tage", "12m": "12 Monate" },
    heading: {
      "7d": "Verbindungen und Datenverkehr je Stunde",
      "30d": "Verbindungen und Datenverkehr je Tag",
      "12m": "Verbindungen und Datenverkehr je Woche",
    },
    column: { "7d": "Stunde", "30d": "Tag", "12m": "Woche" },
    connections: "Höchstens gleichzeitig",
    period: (from, to) => `${from} bis ${to}`,
    weekFrom: (day) => `Woche ab ${day}`,
    unrecordedWeeks: (count) => `keine Daten in ${count} ${count === 1 ? "Woche" : "Wochen"}`,
    tableCaption: "Höchstens gleichzeitig, und der Datenverkehr",
    finished: "Bis gestern: Der heutige Tag steht in den Diagrammen der letzten 24 Stunden.",
  },

  hoursChart: {
    heading: "Verbundene Clients nach Wochentag und Stunde",
    what: "Mittlere Zahl verbundener Clients je Wochentag und Stunde.",
    weekdays: ["sonntags", "montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags"],
    when: (weekday, hour) => `${weekday} ${hour} Uhr`,
    busiest: (when, mean) => `Am vollsten: ${when}, im Mittel ${mean}`,
    quietest: (when, mean) => `am leersten: ${when}, ${mean}`,
    days: (count) => (count === 1 ? "Mittel eines Tages" : `Mittel aus ${count} Tagen`),
    clients: (range) => `${range} Clients im Mittel`,
    nobody: "niemand",
    tableCaption: "Mittlere Zahl verbundener Clients nach Stunde und Wochentag; ein Strich, wo es keine Daten gibt",
  },

  periodCounts: {
    daysHeading: (month) => `Sitzungen, Benutzer und Spitze pro Tag, ${month}`,
    monthsHeading: "Sitzungen, Benutzer und Spitze pro Monat",
    yearHeading: (year) => `Sitzungen, Benutzer und Spitze pro Monat, ${year}`,
    span: (from, to) => `Von ${from} bis ${to}.`,
    mostSessions: (count, when) => `Meiste Sitzungen: ${count} (${when})`,
    mostUsers: (count, when) => `meiste Benutzer: ${count} (${when})`,
    highestPeak: (count, when) => `höchste Spitze: ${count} (${when})`,
    unrecorded: "keine Daten",
    peak: "Spitze (meiste gleichzeitig)",
    unrecordedDays: (count) => `an ${count === 1 ? "einem Tag" : `${count} Tagen`} keine Daten`,
    unrecordedMonths: (count) => `in ${count === 1 ? "einem Monat" : `${count} Monaten`} keine Daten`,
    newestMonths: (count) => `nur die neuesten ${count} Monate`,
    tableCaption: "Begonnene Sitzungen, verbundene Benutzer, meiste gleichzeitige Sitzungen",
  },

  userDays: {
    heading: (period) => `Datenverkehr und Stunden pro Tag, ${period}`,
    span: (from, to) => `${from} bis ${to}`,
    totals: (upload, download, hours, days) =>
      `↓ ${download} · ↑ ${upload} · ${hours} h an ${days === 1 ? "einem Tag" : `${days} Tagen`}`,
    mostTraffic: (size, day) => `stärkster Tag: ${size} (${day})`,
    longest: (hours, day) => `meiste Stunden: ${hours} (${day})`,
    hourUnit: "h",
    notConnected: "nicht verbunden",
    tableCaption: "Datenverkehr und verbundene Stunden des Benutzers nach Tagen",
  },

  timelineChart: {
    today: "Heute: wer wann verbunden war",
    heading: "Wer wann verbunden war",
    what: (day) => `Sitzungen am ${day}.`,
    count: (sessions, users, formatted) => `${sessions} von ${users === 1 ? "1 Benutzer" : `${formatted} Benutzern`}`,
    peak: (peak) => `höchstens ${peak} gleichzeitig`,
    nobody: "Niemand war verbunden",
    others: (count) => `${count} weitere`,
    bar: (user, start, end) => `${user}, ${start} bis ${end}`,
    before: "ein früherer Tag",
    after: "ein späterer Tag",
    asOf: (time) => `Stand ${time}`,
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
    goneBy: "Ende spätestens",
    endSource: "Quelle des Endes",
    clientVersion: "Client-Version",
    platform: "Plattform",
    country: "Land",
  },
  workbookEndSource: { event: "Ereignis (genau)", status: "Status" },
  workbookInstantFormat: "dd.mm.yyyy hh:mm:ss",
  workbookDayFormat: "ddd d.",

  fileProblem: {
    aliases: {
      heading: "Aliasse werden nicht gezeigt",
      ends: "Das Problem mit der Alias-Datei ist behoben",
      fix: 'Die Alias-Datei korrigieren: ein JSON-Objekt aus Benutzernamen und Aliassen wie {"user1": "Max Mustermann"}.',
    },
    countries: {
      heading: "Länder werden nicht gezeigt",
      ends: "Das Problem mit der Länder-Datenbank ist behoben",
      fix: 'Eine neuere oder unbeschädigte Länder-Datenbank (.mmdb) dort ablegen, oder geoip = "off" setzen.',
    },
    certificates: {
      heading: "Zertifikate werden nicht geprüft",
      ends: "Das Problem mit den Dateien der Zertifikate ist behoben",
      fix: "Den Benutzer von gen die Datei lesen lassen, und die richtige nennen: easyrsa_index ist pki/index.txt von easy-rsa, ca und cert sind Zertifikate im Format PEM.",
    },
  },

  notify: {
    leftOut: (count) =>
      count === 1 ? "1 älteres Ereignis ist ausgelassen" : `${count} ältere Ereignisse sind ausgelassen`,
    leftOutText: "Zu viele standen an. Die Website hat alle.",
    worksAgain: "Der Befehl von [notify] funktioniert wieder",
    canRunAgain: "Der Befehl von [notify] kann wieder ausgeführt werden",
    said: (text) => `Er sagte: ${text}`,
  },

  outGroup: {
    begins: (path, group, outGroup) =>
      `${path} gehört der Gruppe ${group}, out der Gruppe ${outGroup}: Der Webserver kann die Datei vielleicht nicht lesen. Dies als root ausführen, oder gen --full ändern lassen, was es darf:`,
    ends: "alle Dateien in out haben wieder die Gruppe des Ordners",
  },

  formerSite: {
    begins: (out, command) =>
      `${out} steht nicht mehr als [[site]] in der Konfiguration, aber was dort zuletzt veröffentlicht wurde, ist noch da, vielleicht mit Namen. Tragen Sie [[site]] wieder ein, oder entfernen Sie es: ${command}`,
    ends: (out) => `${out}: dort ist nichts mehr veröffentlicht, oder [[site]] steht wieder in der Konfiguration`,
  },

  source: {
    heading: "Quellen",
    none: "Keine Quelle ist konfiguriert oder gefunden",
    noneEnds: "Wieder ist eine Quelle konfiguriert oder gefunden",
    noneFix:
      "Die Statusdatei von OpenVPN mit --status oder unter [[server]] in der Konfiguration angeben: der Pfad aus der Direktive „status“ des Servers.",
    since: (time) => `seit ${time}`,
    snapshotAt: (time) => `letzter Status ${time}`,
    never: "noch kein Status",
    found: "Meldung:",
    fix: "Abhilfe:",
    webSessions: (file, command) =>
      `${file} ist der Verlauf von OpenVPN Status Web. So lässt er sich importieren: ${command}`,
    noticeBegins: ({ label, meaning, fix }, found) => `${label}: ${meaning}${found === "" ? "" : ` (${found})`} ${fix}`,
    noticeEnds: (label) => `wieder in Ordnung (war: ${label})`,
    kept: "Der Verlauf bleibt unverändert, bis ein neuer Status gelesen wird.",
    rowsSetAside: (count) =>
      count === 1 ? "1 Zeile des Status ist ausgelassen" : `${count} Zeilen des Status sind ausgelassen`,
    rowsMeaning:
      "Sie sind nicht lesbar oder melden Unmögliches. Alle anderen Zeilen gelten. Gehört eine solche Zeile vielleicht zu einer Sitzung, wartet diese: Sie wird weder fortgeführt noch beendet.",
    rowsFix:
      "Ein falscher Zähler oder Beginn ist wieder richtig, sobald sich der Client neu verbindet. Passen Zeilen nicht zu ihrer Kopfzeile, hilft ein Update des OpenVPN, das sie schreibt.",
    row: (line) => `Zeile ${line}`,
    moreRows: (count) => `und ${count} weitere`,
    rowsTaken: "alle Zeilen des Status gelten wieder",
    state: {
      ok: { label: "in Ordnung", meaning: "", fix: "" },
      stale: {
        label: "veraltet",
        meaning: "Der Status ist älter, als er sein sollte.",
        fix: "OpenVPN läuft nicht mehr oder schreibt diese Datei nicht mehr. Prüfen, ob der Server läuft und ob seine Direktive „status“ (oder --status in seiner systemd-Unit, das Vorrang hat) diesen Pfad nennt. Soll die Datei seltener geschrieben werden: OpenVPN jede Minute schreiben lassen („status DATEI 60“) oder stale_after in der Konfiguration erhöhen.",
      },
      missing: {
        label: "fehlt",
        meaning: "Diese Datei gibt es nicht.",
        fix: "Den konfigurierten Pfad mit der Direktive „status“ des Servers vergleichen; --status in einer systemd-Unit hat Vorrang. Eine Datei in /tmp ist durch PrivateTmp der Unit verborgen: OpenVPN stattdessen unter /run schreiben lassen.",
      },
      unreadable: {
        label: "nicht lesbar",
        meaning: "Die Berechtigung zum Lesen der Quelle fehlt.",
        fix: "OpenVPN legt die Datei nur für root an (Modus 0600) und behält den Modus einer vorhandenen bei. systemd-tmpfiles kann sie vorher anlegen, in /etc/tmpfiles.d: „z /run/openvpn-server 0710 root GRUPPE -“ und „f /run/openvpn-server/status-server.log 0640 root GRUPPE -“, mit einer Gruppe des Benutzers, der dieses Programm ausführt; danach OpenVPN neu starten.",
      },
      empty: {
        label: "leer",
        meaning: "Die Datei ist leer.",
        fix: "Wahrscheinlich hat logrotate oder ein Skript sie geleert oder ersetzt, während OpenVPN in die Datei weiterschreibt, die es geöffnet hat. Statusdateien von der Rotation ausnehmen und den Server neu starten, wenn die Datei leer bleibt. Sonst war die Platte voll, oder eine Zeile war wegen eines sehr langen Common Name 512 Bytes oder länger: Platz schaffen, den Namen kürzen und den Server neu starten.",
      },
      incomplete: {
        label: "unvollständig",
        meaning: "Die Datei ließ sich nicht vollständig lesen.",
        fix: "OpenVPN hat bei jedem Versuch gerade geschrieben, oder die Datei ist abgeschnitten. Wenn das so bleibt: prüfen, ob die Platte voll ist, und OpenVPN seltener schreiben lassen („status DATEI 10“).",
      },
      invalid: {
        label: "ungültig",
        meaning: "Die Datei ist kein verwertbarer Status.",
        fix: "Prüfen, ob der Pfad die Statusdatei des Servers nennt, ob nichts anderes in sie schreibt und ob Uhren und Zeitzonen beider Systeme übereinstimmen.",
      },
      "client-statistics": {
        label: "Client-Statistik",
        meaning:
          "Das ist die Statistikdatei eines OpenVPN-Clients oder einer Punkt-zu-Punkt-Verbindung: Sie nennt keine Clients.",
        fix: "Stattdessen die Statusdatei des Servers angeben.",
      },
    },
    advice: {
      "not-a-status-log": {
        meaning: "Das ist keine Statusdatei von OpenVPN.",
        fix: "Die Datei aus der Direktive „status“ des Servers angeben. „log“ und „log-append“ nennen das Protokoll, das eine andere Datei ist.",
      },
      "management-dump": {
        meaning: "Diese Datei enthält eine Antwort der Management-Schnittstelle.",
        fix: 'Die Schnittstelle selbst als Quelle angeben: status = "unix:/pfad" oder "tcp:HOST:PORT" unter [[server]], wie in der Direktive „management“ des Servers. Oder die Datei aus seiner Direktive „status“ angeben.',
      },
      "wrong-zone": {
        meaning: "Die Zeiten in dieser Datei gehören zu einer anderen Zeitzone.",
        fix: "timezone unter [[server]] in der Konfiguration auf die Zeitzone des Servers setzen oder OpenVPN mit „status-version 2“ oder „3“ schreiben lassen, die keine Zeitzone brauchen.",
      },
      "clock-not-set": {
        label: "Uhr nicht gestellt",
        meaning: "Die Uhr des Servers ist nicht gestellt.",
        fix: "Sein Status trägt ein Datum aus der Zeit vor OpenVPN. Sitzungen, die beginnen, bevor die Uhr gestellt ist, haben einen falschen Beginn: das System seine Uhr (NTP) vor dem Start von OpenVPN stellen lassen.",
      },
      "clock-ahead": {
        meaning: "Die Zeit des Status liegt in der Zukunft.",
        fix: "Die Uhren beider Systeme stellen, etwa mit NTP. Bei einem Status der Version 1 timezone unter [[server]] auf die Zeitzone des Servers setzen.",
      },
      "only-undef": {
        label: "keine Namen",
        meaning: "Alle Clients heißen UNDEF.",
        fix: "Sie melden sich mit Benutzernamen an, die ein Status der Version 1 nicht zeigt. „status-version 2“ oder „username-as-common-name“ in die Konfiguration des Servers aufnehmen.",
      },
      "two-writers": {
        label: "zwei Server abwechselnd",
        meaning:
          "Zwei Server scheinen diese Datei abwechselnd zu schreiben: Alle Clients verschwinden, und andere kehren mit demselben Beginn wie zuvor zurück.",
        fix: "Jedem Server einen eigenen Statuspfad geben: „status“ nennt in zwei Konfigurationen dieselbe Datei, etwa in denen für UDP und für TCP.",
      },
      "events-unreadable": {
        label: "Ereignisse nicht lesbar",
        meaning: "Die Ereignisdatei ist nicht lesbar.",
        fix: "Dem Benutzer, unter dem dies läuft, das Lesen erlauben. Ohne Ereignisse ist ein Ende nur so genau wie das Intervall des Status.",
      },
      "events-lines": {
        label: "Ereignisse nicht verstanden",
        meaning: "Zeilen der Ereignisdatei sind keine Ereignisse.",
        fix: "Nur das Hook-Skript von OpenVPN darf diese Datei schreiben. Alle anderen Zeilen gelten.",
      },
      "events-silent": {
        label: "Ereignisse fehlen",
        meaning: "Ein Client hat sich verbunden, aber das Hook-Skript hat kein Ereignis geschrieben.",
        fix: "OpenVPN neu starten, wenn das Skript neu in seiner Konfiguration ist. Prüfen, ob der Benutzer von OpenVPN die Ereignisdatei schreiben darf und ob die Platte voll ist.",
      },
      "management-refused": {
        meaning: "Unter dieser Adresse antwortet keine Management-Schnittstelle.",
        fix: "Prüfen, ob der Server läuft und ob seine Direktive „management“ diese Adresse nennt: „management 127.0.0.1 7505“ für tcp:127.0.0.1:7505, „management /run/openvpn/x.sock unix“ für unix:/run/openvpn/x.sock.",
      },
      "management-unknown-host": {
        meaning: "Der Host der Management-Schnittstelle ist unbekannt.",
        fix: "Den Host in tcp:HOST:PORT mit der Direktive „management“ des Servers vergleichen und prüfen, ob dieses System seinen Namen auflösen kann.",
      },
      "management-denied": {
        meaning: "Die Berechtigung zum Öffnen der Management-Schnittstelle fehlt.",
        fix: "Dem Benutzer, der dieses Programm ausführt, den Zugang zum Socket geben: ihn mit „management-client-user“ oder „management-client-group“ in der Konfiguration des Servers nennen und ihm den Zugang zu jedem Ordner des Pfads erlauben.",
      },
      "management-password": {
        meaning: "Die Management-Schnittstelle hat nicht das richtige Passwort erhalten.",
        fix: "password_file unter [[server]] auf eine Datei setzen, die der Benutzer lesen darf, der dieses Programm ausführt. Ihre erste Zeile muss das Passwort aus der Datei sein, die die Direktive „management“ des Servers nennt.",
      },
      "management-busy": {
        meaning: "Die Management-Schnittstelle nimmt die Verbindung an, antwortet aber nicht.",
        fix: "Sie bedient nur einen Client zugleich, und ein anderer ist verbunden: ein anderes Überwachungsprogramm, eine Oberfläche oder ein vergessenes telnet („ss -tnp“ und „ss -xp“ auf dem Server zeigen es). Dieser Client muss zwischen seinen Anfragen die Verbindung trennen.",
      },
      "management-cut-off": {
        meaning: "Die Antwort der Management-Schnittstelle brach mittendrin ab.",
        fix: "Wahrscheinlich wurde der Server gerade neu gestartet. Wenn das so bleibt, im Protokoll des Servers nachsehen.",
      },
      "management-invalid": {
        meaning: "Unter dieser Adresse antwortet keine Management-Schnittstelle, sondern etwas anderes.",
        fix: "Die Adresse und ihren Port mit der Direktive „management“ des Servers vergleichen.",
      },
      "management-stale": {
        meaning: "Die Management-Schnittstelle antwortet, aber ihre Zeit geht nach.",
        fix: "Die Uhren der beiden Systeme weichen um mehr als stale_after voneinander ab: beide stellen, etwa mit NTP.",
      },
    },
  },

  browser: {
    theme: "Farbschema",
    themeSystem: "wie das System",
    themeLight: "hell",
    themeDark: "dunkel",
    reload: "Automatisch neu laden",
    reloadOff: "Neu laden: aus",
    reloadEvery: "Neu laden: {period}",
    seconds: "{count} s",
    minutes: "{count} min",
    hours: "{count} h",
    oneDay: "1 Tag",
    days: "{count} Tage",
    reloadFailed: "Keine Antwort; neuer Versuch folgt",
    reloadNow: "Neu laden",
    pageOld: "Diese Seite zeigt den Stand von {ago}.",
    siteStopped: "Zuletzt {ago} aktualisiert. Führt cron „gen“ noch aus?",
    secondsAgo: "vor {count} s",
    minutesAgo: "vor {count} min",
    hoursAgo: "vor {count} h",
    oneDayAgo: "vor 1 Tag",
    daysAgo: "vor {count} Tagen",
    user: "Benutzer",
    allUsers: "Alle Benutzer",
    status: "Status",
    allStatuses: "Alle Sitzungen",
    active: "Laufende",
    ended: "Beendete",
    server: "Server",
    allServers: "Alle Server",
    search: "Suchen",
    clear: "Filter aufheben",
    shownRows: "{name}: {shown} von {all}",
    noMatch: "Nichts entspricht dem Filter",
    userPage: "Zur Seite von {name}",
    amongAllUsers: "„{name}“ unter allen Benutzern suchen",
    download: "Excel: {what}",
    allSessions: "alle Sitzungen",
    runningSessions: "laufende Sitzungen",
    endedSessions: "beendete Sitzungen",
    sortBy: "Sortieren nach",
    newestFirst: "Neueste zuerst",
    rowAbove: "Darüber",
    rowBelow: "Darunter",
    copyId: "ID kopieren",
    someOf: "{shown} von {all}",
    oneRow: "1 Zeile",
    rows: "{rows} Zeilen",
    asOf: "Stand {time}",
    ofAllServers: "von allen Servern",
    searchNotApplied: "Suche nicht angewendet",
    close: "Schließen",
    sessions: "{count} Sitzungen",
    noName: "(ohne Namen)",
    oneSession: "1 Sitzung",
    find: "Benutzer, Adresse oder Tag suchen",
    findHint: "Suchen … ( / )",
    findUsers: "Benutzer",
    findAddresses: "Adressen",
    findSessions: "Sitzungen",
    findDays: "Tage",
    findNone: "Nichts gefunden",
    findLoading: "Der Verlauf wird durchsucht …",
    findFailed: "Der Suchindex lässt sich nicht laden",
    findHelp: "Auch: eine Adresse, ein Tag, @2026-11-25 03:00 (wer dann verbunden war) oder eine Adresse und @Zeit",
    findNoTime: "Diese Zeit gibt es nicht: so schreiben: @2026-11-25 03:00",
    findMore: "{count} weitere",
    findCount: "{count} gefunden",
    findPublic: "öffentliche Adresse",
    findTunnel: "Tunnel-Adresse",
    findEarlier: "frühere Adresse, zuletzt gesehen {time}",
    findPossible: "möglich",
    findCertain: "sicher",
    findRunning: "läuft",
    findMayLast: "vielleicht bis {time}",
    deleteSessions: "Sitzungen löschen …",
    stopDeleting: "Abbrechen",
    selection: "Sitzungen löschen",
    selectSession: "{session} auswählen",
    selectAll: "Alle Sitzungen auswählen, auch eingeklappte",
    selectRunning: "{session} ist verbunden und kann nicht gelöscht werden",
    selectHint: "Die Sitzungen auswählen, die gelöscht werden sollen. Mit der Umschalttaste einen Bereich.",
    selectedCount: "{count} ausgewählt",
    selectedHidden: "({count} davon durch den Filter verborgen)",
    clearSelection: "Auswahl aufheben",
    toCommand: "Zum Befehl",
    copy: "Kopieren",
    copied: "Kopiert",
    notCopied: "Bitte den Befehl markieren und kopieren",
    pruneAdvice: "Eine Seite kann nichts löschen. Auf dem VPN-Server ausführen, als der Benutzer von cron:",
    pruneLook: "Erst ansehen:",
    pruneDelete: "Löschen, mit Sicherung:",
    everything: "Stattdessen den ganzen Verlauf löschen",
    everythingOf: "Stattdessen alles von {names} löschen",
  },
};
