import type { CommandTexts } from "./command-texts-en.js";

/** The German output of commands that people run by hand. */
export const germanCommands: CommandTexts = {
  sessions: (count) => (count === 1 ? "1 Sitzung" : `${count} Sitzungen`),
  nothingChanged: "Es wurde nichts geändert.",

  demoDone: (folder, page) =>
    `Die Demo ist in ${folder}. Personen, Adressen und Datenverkehr darin sind erfunden.\nJetzt ${page} im Browser öffnen; gibt es auf diesem Rechner keinen, den Ordner auf einen anderen kopieren.`,

  check: {
    ok: (clients, sources, age) =>
      `${clients === 1 ? "1 Client" : `${clients} Clients`} auf ${sources === 1 ? "1 Server" : `${sources} Servern`}, die Site ist ${age} alt`,
    missing: (path) => `es gibt keine Site: ${path} fehlt`,
    unreadable: (path) => `${path} ist nicht lesbar`,
    damaged: (path) => `${path} ist nicht, was gen schreibt`,
    old: (age) => `die Site ist ${age} alt`,
    ahead: (time) =>
      `die Site entstand ${time} nach jetzt, mit einer Uhr, die falsch ging: sie prüfen (timedatectl) und gen starten`,
    runFailed: (problem) => `der letzte Lauf ist gescheitert: ${problem}`,
    noSource: "keine Quelle ist konfiguriert oder gefunden",
    source: (server, state, detail) => `${server}: ${state}${detail === "" ? "" : ` (${detail})`}`,
    rowsSetAside: (server, count) =>
      `${server}: ${count === 1 ? "1 Zeile ist nicht verwendbar" : `${count} Zeilen sind nicht verwendbar`}`,
    notConnected: (name) => `${name} ist nicht verbunden`,
    notTold: (count, problem) =>
      `${count === 1 ? "1 Ereignis ist nicht gemeldet" : `${count} Ereignisse sind nicht gemeldet`}: ${problem}`,
  },

  prune: {
    nothingSelected: "prune: Es ist nichts ausgewählt",
    nothingSelectedFix: "Sitzungen nennen, oder --user, --server, --from, --to, --older-than oder --all angeben.",
    cannotAsk: "prune kann nicht nachfragen: Dies ist kein Terminal",
    cannotAskFix: "Die Auswahl mit --dry-run prüfen, dann --yes angeben.",
    allWithLimits: "--all lässt sich nicht mit einer anderen Auswahl verbinden",
    allWithLimitsFix: "--all oder jede andere Auswahl weglassen.",
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
    noneNear: "Namen so schreiben, wie die Seiten sie zeigen.",
    backupInside: (file, folder) => `--backup ${file} liegt in ${folder}`,
    backupInsideFix: "Eine Datei außerhalb der Ordner history und out nennen.",
    eventsStay: (file) => `${file} nennt noch gelöschte Sitzungen`,
    eventsStayFix: (folder) =>
      `Dem Benutzer, unter dem dies läuft, das Schreiben in ${folder} erlauben und dem von OpenVPN, dort Dateien anzulegen; oder die Datei von Hand löschen.`,

    noneEnded: "Keine beendete Sitzung ist ausgewählt.",
    selected: (sessions, users) =>
      `${sessions === 1 ? "1 beendete Sitzung" : `${sessions} beendete Sitzungen`} von ${users === 1 ? "1 Benutzer" : `${users} Benutzern`}`,
    these: (months) => `Begonnen in ${months}; diese:`,
    newest: (months, count) => `Begonnen in ${months}; die neuesten ${count}:`,
    more: (count) => (count === 1 ? "… und 1 weitere" : `… und ${count} weitere`),
    running: "läuft",
    orphans: (count) =>
      `Tageswerte von ${count === 1 ? "1 Sitzung, die" : `${count} Sitzungen, die`} nicht mehr im Verlauf ${count === 1 ? "ist" : "sind"}`,
    orphansDeleted: (count) =>
      `Tageswerte von ${count === 1 ? "1 Sitzung, die" : `${count} Sitzungen, die`} nicht mehr im Verlauf ${count === 1 ? "war" : "waren"}, gelöscht.`,
    keptConnected: "Bleibt, noch verbunden:",
    noSession: (name) => `Die Sitzung ${name} gibt es nicht.`,

    which: "Welche Sitzungen sollen gelöscht werden?",
    whichHint: "ein Name, eine Adresse, ein Tag",
    confirm: (sessions) => `${sessions} löschen?`,
    confirmAll: (sessions) => `Den ganzen Verlauf löschen, ${sessions}?`,
    onlyInBackup: "Danach sind sie nur noch in der Sicherung.",
    lost: "Das lässt sich nicht rückgängig machen.",
    really: "Wirklich?",
    yes: "Ja",
    no: "Nein",
    typeCount: (count) => `Zur Bestätigung die Anzahl der Sitzungen eingeben, ${count}:`,
    nothingDeleted: "Es wurde nichts gelöscht.",
    deleted: (sessions) => `${sessions} gelöscht.`,
  },

  export: {
    noFormat: "export: kein Format ist angegeben",
    unknownFormat: (found) => `--format: es gibt kein Format ${found}`,
    formatFix: (names) => `--format mit einem von diesen angeben: ${names}.`,
  },

  who: {
    oneAddress: (count) => `who erwartet eine Adresse, gefunden ${count}`,
    oneAddressFix: "Eine Adresse, eine Zeit mit --at oder beides angeben.",
    noAddress: (found) => `who: erwartet wird eine IP-Adresse, gefunden ${found}`,
    noAddressFix: "So schreiben: 203.0.113.7, 10.8.0.4 oder 2001:db8::7, ohne Port.",
    noTime: (found, zone) => `--at: erwartet wird eine Zeit, die es in ${zone} gibt, gefunden ${found}`,
    noTimeFix: "So schreiben: 2026-11-25 03:00 oder 2026-11-25T02:00:00Z.",
    twice: (time, zone) =>
      `--at: ${time} gab es in ${zone} zweimal; beide Zeiten sind gemeint. Mit einem Versatz wie +01:00 ist es eine davon.`,
    nobody: "Niemand ist bekannt.",
    certain: "sicher",
    possible: "möglich",
    public: "öffentliche Adresse",
    tunnel: "Tunnel-Adresse",
    earlier: (time) => `frühere Adresse, zuletzt gesehen ${time}`,
    running: "läuft",
    mayLast: (time) => `(vielleicht bis ${time})`,
  },

  print: {
    hook: {
      what: "OpenVPN ruft dies auf, wenn sich ein Client verbindet oder trennt. Es hängt eine Zeile an die Ereignisdatei des Servers an. Es schlägt nie fehl und wartet nie.",
      save: (path) => `1. Dieses Skript als ${path} speichern, lesbar für den Benutzer von OpenVPN.`,
      makeFolder:
        "2. Den Ordner der Ereignisdatei anlegen. USER ist der Benutzer von OpenVPN: der aus seiner Direktive „user“, sonst root.",
      whoseFolder: "   GROUP ist eine Gruppe des Benutzers, der „gen“ ausführt.",
      addLines: "3. Diese Zeilen in die Konfiguration des Servers aufnehmen und OpenVPN neu starten.",
      afterOld:
        "Gibt es für ein Ereignis schon ein Skript, seine Zeile ersetzen. OLD-SCRIPT ist, was die Zeile jetzt nennt:",
      setKey: "4. Die Ereignisdatei in der Konfiguration von openvpn-status-site nennen, unter [[server]] des Servers:",
    },
    webSite: {
      what: (server) => `${server} liefert die Statusseiten von OpenVPN aus.`,
      save: (path, command) => `Diese Datei als ${path} speichern, das Passwort anlegen, dann ausführen: ${command}`,
      importLine: "Einmal diese Zeile in /etc/caddy/Caddyfile aufnehmen:",
      password: "Die Seiten zeigen, wer wann und von wo verbunden war. Ein Passwort für sie anlegen:",
      names:
        "Die Namen und Adressen, unter denen Browser diesen Host ansprechen. Auf alle anderen antwortet eine andere Site.",
      plainHttp: "Über einfaches http kann jeder unterwegs das Passwort lesen.",
      tls: "Mit einem Zertifikat die Site stattdessen über https ausliefern:",
      caddyTls: "Mit einem öffentlichen Namen statt http:// besorgt sich Caddy selbst ein Zertifikat.",
      precompressed: "Jede Datei hat eine gzip-Kopie, FILE.gz.",
      gzipStatic: "Dafür braucht nginx das Modul http_gzip_static; das nginx von Debian hat es.",
      access: "Aus dem VPN ohne Passwort, von anderswo mit Passwort.",
      noNetwork: "Hier ist kein Netz des VPN bekannt. Es eintragen, damit seine Clients ohne Passwort hineinkommen:",
      dotFiles: "Die eigenen Aufzeichnungen des Programms gehören nicht zur Site.",
    },
    cron: {
      what: "cron erstellt jede Minute die Statusseiten von OpenVPN.",
      save: (path) =>
        `Diese Datei als ${path} speichern. Sie muss root gehören, und niemand sonst darf darin schreiben.`,
      noMail: "Probleme stehen im Journal: Ohne Mailserver wirft cron sie weg.",
    },
    systemd: {
      service: "Ein Lauf der Statusseiten von OpenVPN. Der Timer startet ihn.",
      timer: "Erstellt jede Minute die Statusseiten von OpenVPN.",
      pathUnit:
        "Erstellt die Statusseiten, sobald OpenVPN seinen Status geschrieben hat. Statt des Timers oder neben ihm zu verwenden.",
      everyStart: "Wie oft mehrere Server ihren Status auch schreiben: Bei einer Grenze gäbe systemd für immer auf.",
      stopped: "Ein beendeter Lauf ist nicht fehlgeschlagen: Der nächste setzt ihn fort.",
      sysusers: "Der Benutzer, der die Statusseiten erstellt. Er hat keine Rechte.",
      save: (path, command) => `Diese Datei als ${path} speichern, dann ausführen: ${command}`,
      readAccess:
        "Vor jedem Lauf, als root: Die Statusdateien eines neu gestarteten oder aktualisierten OpenVPN gehören root allein. Siehe tmpfiles.d.",
      stateFolder: "Der Webserver geht durch diesen Ordner zur Site. Der Verlauf darin ist geschlossen.",
      hardening:
        "Der Lauf braucht keine Rechte, kein Netz und keine Geräte. systemd-analyze security sagt, was übrig ist.",
    },
    tmpfiles: {
      what: "Die Ordner der Statusseiten und ihr Zugriff auf die Statusdateien von OpenVPN.",
      save: (path, command) => `Diese Datei als ${path} speichern, dann ausführen: ${command}`,
      folders: "Wo der Verlauf und die Site sind. Die Gruppe des Webservers darf die Site lesen.",
      statusFiles:
        "OpenVPN legt seinen Status nur für root lesbar an, und sein Paket setzt den Ordner zurück, den ein Muster auflisten muss. Der Dienst wendet dies vor jedem Lauf an.",
    },
  },

  import: {
    noFile: "import: Es ist keine Datei angegeben",
    noFileFix:
      "Eine openvpn-sessions.csv, eine Sicherung von prune, archivierte Statusdateien oder ein Protokoll von OpenVPN nennen.",
    whichServer: (servers) =>
      `import weiß nicht, zu welchem Server die Sitzungen gehören: ${servers.length === 0 ? "keiner ist konfiguriert" : `${servers.length} sind konfiguriert: ${servers.join(", ")}`}`,
    whichServerFix: "Den Server nennen: --server NAME.",
    unknownServer: (name) => `es gibt keinen Server ${name}`,
    knownServers: (names) => `Die Server sind ${names}; ein neuer wird zuerst konfiguriert.`,
    nothingUnderstood: (files) =>
      files === 1 ? "die Datei kann nicht importiert werden" : `keine von ${files} Dateien kann importiert werden`,
    nothingUnderstoodFix:
      "Eine openvpn-sessions.csv mit ihrer Kopfzeile, eine Sicherung von prune, vollständige Statusdateien oder ein Protokoll von OpenVPN nennen.",

    leftOut: "ausgelassen:",
    line: (line, what) => `Zeile ${line}: ${what}`,
    moreLines: (count) => (count === 1 ? "… und 1 weitere solche Zeile" : `… und ${count} weitere solche Zeilen`),
    otherHeader: (found) =>
      `erwartet wird die Kopfzeile user,public_ip,tunnel_ip,start,end,duration_s von openvpn-sessions.csv, gefunden ${found}`,
    headerNote: (lacking, unknown) =>
      [
        ...(lacking.length > 0 ? [`fehlende Spalten: ${lacking.join(", ")}`] : []),
        ...(unknown.length > 0 ? [`ignorierte Spalten: ${unknown.join(", ")}`] : []),
      ].join("; "),
    notUtf8: "kein UTF-8: die Datei umwandeln (iconv -f windows-1252 -t utf-8) und noch einmal importieren",
    writtenAhead: "in der Zukunft geschrieben: eine Uhr oder eine Zeitzone ist falsch",
    row: {
      notCsv: (detail) => `kein CSV: ${detail}`,
      width: (wanted, found) => `erwartet werden ${wanted} Felder, gefunden ${found}`,
      noUser: "kein Benutzer",
      handshake: "ein Verbindungsaufbau, aus dem keine Sitzung wurde",
      stillConnected: "noch verbunden, als die Datei geschrieben wurde",
      notATime: (column, zone, found) =>
        `${column}: erwartet wird eine Zeit wie 2026-11-21 09:12:15, die es in ${zone} gibt, gefunden ${found}`,
      endsBeforeStart: (found) => `endet vor dem Beginn: ${found}`,
      aheadOfNow: (column, zone, found) =>
        `${column}: ${found} in ${zone} liegt in der Zukunft: eine Uhr oder die Zeitzone ist falsch`,
      repeated: (firstLine) => `gleicher Benutzer und Beginn wie in Zeile ${firstLine}`,
    },

    compressed:
      "von gzip komprimiert: den Inhalt zuerst in eine Datei schreiben (zcat FILE > openvpn.log) und diese importieren",

    log: {
      notOpenvpn: "keine Zeile, die ein Server von OpenVPN geschrieben hat",
      withoutYear:
        "ein Protokoll von OpenVPN ohne Jahr in den Zeiten: stattdessen das Journal ausgeben (journalctl -u openvpn-server@NAME -o short-iso > openvpn.log)",
      withoutTimes:
        "ein Protokoll von OpenVPN ohne Zeiten: stattdessen das Journal ausgeben (journalctl -u openvpn-server@NAME -o short-iso > openvpn.log)",
      severalServers: (programs) =>
        `Zeilen mehrerer Server (${programs}): für jeden eine Datei schreiben (journalctl -u openvpn-server@NAME -o short-iso > NAME.log) und einzeln mit --server importieren`,
      noTraffic: "ein Protokoll kennt die Datenmengen nicht: sie sind in diesen Sitzungen leer",
      noEnd: "kein Ende: noch verbunden, als das Protokoll endete, oder es ist ihm nicht zu entnehmen",
      noBeginning: "ein Ende ohne Beginn: schon verbunden, als das Protokoll begann",
      unsetClock: "beginnt vor 2001: die Uhr war nicht gestellt",
      setBack: "endet vor dem Beginn: die Uhr wurde zurückgestellt",
      ahead: "in der Zukunft: eine Uhr oder eine Zeitzone ist falsch",
      tooLong: "länger als jede Zeile von OpenVPN",
    },

    logs: (count) => (count === 1 ? "1 Protokoll von OpenVPN" : `${count} Protokolle von OpenVPN`),
    statusFiles: (count) => (count === 1 ? "1 Statusdatei" : `${count} Statusdateien`),
    imported: (sessions) => `${sessions} importiert`,
    known: (count) => `${count} schon bekannt`,
    expired: (count) => `${count} zu alt`,
    oneStart: (time, zone) => `Beginn: ${time} (${zone})`,
    starts: (first, last, zone) => `Beginn von ${first} bis ${last} (${zone})`,
    zoneAssumed: (zone) => `Ortszeiten werden in der Zone ${zone} gelesen; --timezone ZONE nennt eine andere`,
    serverZoneAssumed: (zone) =>
      `Ortszeiten werden in der Zone ${zone} gelesen; timezone des Servers in der Konfiguration nennt eine andere`,
    encodingAssumed: (encoding) => `kein UTF-8: als ${encoding} gelesen, die Kodierung seines Servers`,
    corrected: (lines, more) =>
      `${lines.length + more === 1 ? "1 Dauer korrigiert: Zeile" : `${lines.length + more} Dauern korrigiert: Zeilen`} ${lines.join(", ")}${more > 0 ? ", …" : ""}`,
  },
};
