import type { DoctorTexts } from "./doctor-texts-en.js";

/** The German output of `doctor`. */
export const germanDoctor: DoctorTexts = {
  verdict: { ok: "gut", problem: "PROBLEM", unknown: "nicht geprüft" },
  summary: (problems, unknowns) => {
    const unseen = unknowns === 1 ? "1 Punkt war nicht zu prüfen" : `${unknowns} Punkte waren nicht zu prüfen`;
    if (problems === 0 && unknowns === 0) return "Alles ist gut.";
    if (problems === 0) return `Kein Problem gefunden, aber ${unseen}.`;
    return `${problems === 1 ? "1 Problem" : `${problems} Probleme`}${unknowns === 0 ? "" : `, und ${unseen}`}.`;
  },
  config: { subject: "Konfiguration", none: "keine: Vorgaben" },

  openvpn: {
    config: "Konfiguration von OpenVPN",
    unreadable: (path) => `keine Berechtigung, ${path} zu lesen`,
    none: "hier ist kein Server konfiguriert: Sein Status wird anderswo geschrieben",
    status: (path, every) => `schreibt alle ${every} den Status: ${path}`,
    noStatus: (path) => `hat keine Direktive „status“, und ${path} gibt es nicht`,
    inTmp: (path) => `schreibt den Status nach ${path}, das seine Unit vor allen anderen verbirgt (PrivateTmp)`,
    notRead: (path) => `schreibt den Status nach ${path}, das keine Quelle der Site ist`,
    seldom: (path, every) =>
      `schreibt den Status nur alle ${every}: Kürzere Sitzungen bleiben vielleicht ungesehen (${path})`,
  },
  source: {
    subject: "Quellen",
    none: "keine Statusdatei ist konfiguriert oder gefunden",
    ok: (age) => `ein Status, ${age} alt`,
    unreadable: "keine Berechtigung, sie zu lesen",
    old: (age) => `Er ist ${age} alt.`,
    elsewhere: (paths) => `OpenVPN schreibt den Status hier nach ${paths}`,
  },
  access: {
    rights: (path) => `Rechte von ${path}`,
    hidden: "keine Berechtigung, dort nachzusehen",
    mayRead: (user) => `${user} darf sie lesen`,
    givenBeforeRun: (user) => `systemd lässt ${user} sie lesen, vor jedem Lauf`,
    masked: (user, at) => `die Zugriffsliste (ACL) von ${at} lässt ${user} ein, aber ihre Maske nicht`,
    mayNotRead: (user, at) => `${user}, der gen ausführt, hat keinen Zugriff auf ${at}`,
  },
  writers: {
    subject: (path) => `Schreiber von ${path}`,
    hidden: "wer sie schreibt, sieht nur root",
    several: (names) => `mehrere Prozesse schreiben sie: ${names}`,
    inTurn: "zwei Server schreiben sie anscheinend abwechselnd",
    noneNow: "kein Prozess dieses Rechners hat sie offen: Sie wird hierher kopiert",
    none: "kein Prozess schreibt sie",
  },
  version: {
    subject: (path) => `Version von ${path}`,
    version: (version) => `status-version ist ${version}`,
    local: (zone) => `status-version ist 1, mit Ortszeiten von ${zone}; Version 2 hat Usernamen und genaue Zeiten`,
    onlyUndef: "alle Clients heißen UNDEF: Version 1 zeigt nicht, wer sich mit einem Usernamen angemeldet hat",
    other: (found, configured) =>
      `status-version ist ${found}, in der Konfiguration von OpenVPN aber ${configured}: Es wurde nicht neu gestartet`,
  },
  maxClients: {
    subject: (server) => `max_clients von ${server}`,
    other: (own, openvpn, path) =>
      `${own} in der Konfiguration der Site, aber OpenVPN nimmt ${openvpn} („max-clients“ in ${path}; ohne das 1024)`,
  },
  hook: {
    subject: (server) => `Ereignisse von ${server}`,
    none: "nicht benutzt: Enden sind so genau wie der Status",
    ok: (path) => `OpenVPN schreibt seine Ereignisse in ${path}`,
    noKey: (path) => `OpenVPN schreibt Ereignisse in ${path}, aber die Konfiguration der Site nennt die Datei nicht`,
    scriptSecurity: "in der Konfiguration von OpenVPN fehlt „script-security 2“: Es führt kein Skript aus",
    notCalled: (name) => `die Konfiguration von OpenVPN ruft den Hook nicht für „${name}“ auf`,
    otherFile: (name, path) => `„${name}“ nennt in der Konfiguration von OpenVPN eine andere Datei als ${path}`,
    noScript: (path) => `das Skript ${path} fehlt`,
    scriptDenied: (user, path) => `${user}, als der OpenVPN läuft, darf das Skript ${path} nicht lesen`,
    noFolder: (path) => `der Ordner ${path} fehlt`,
    hidden: (path) => `keine Berechtigung, ${path} zu lesen`,
    fileDenied: (user, path) => `${user}, als der OpenVPN läuft, darf nicht in ${path} schreiben`,
    folderDenied: (user, path) =>
      `${user}, als der OpenVPN läuft, darf in ${path} keine Datei anlegen: Ereignisse, die im Verlauf sind, lassen sich nicht entfernen`,
    notReadable: (user, path) => `${user}, der gen ausführt, darf ${path} nicht lesen`,
    notRemovable: (user, path) => `${user}, der gen ausführt, darf Ereignisse nicht aus ${path} entfernen`,
    configHidden: (path) =>
      `${path} ist in Ordnung, aber es wurde keine Konfiguration von OpenVPN gefunden, die den Hook aufruft`,
  },
  schedule: {
    subject: "regelmäßige Läufe",
    systemd: "systemd startet sie",
    cron: (path, every) => `cron startet sie${every === null ? "" : ` alle ${every}`}: ${path}`,
    somehow: "etwas startet sie in gleichen Abständen",
    cronIgnores: (path, why) => {
      const reasons = {
        name: "Der Name hat andere Zeichen als A-Z, a-z, 0-9, _ und -",
        owner: "Sie gehört nicht root",
        mode: "Andere als root dürfen sie schreiben",
      };
      return `cron übergeht die Datei ${path}: ${reasons[why]}`;
    },
    timerOff: "der Timer von systemd ist nicht eingeschaltet",
    unreadable: (path) => `keine Berechtigung, ${path} zu lesen`,
    none: "nichts hier startet gen regelmäßig: weder systemd noch cron",
  },
  service: {
    subject: "Dienst von systemd",
    enough: (path) => `erlaubt, was die Konfiguration braucht: ${path}`,
    noNetwork: (source) => `hat kein Netz, das ${source} braucht: Das Drop-in tcp-source fehlt`,
    noNetworkForCommand: (path) =>
      `lässt ${path}, den Befehl von [notify], kein Netz benutzen: Das Drop-in notify fehlt`,
    notWritable: (paths) => `darf nicht in ${paths} schreiben: Das Drop-in folders fehlt`,
    noHome: (path) => `darf ${path} nicht lesen: Das Drop-in home fehlt`,
  },
  aliases: {
    subject: "Aliasse",
    none: "keine",
    count: (path, count) => `${count === 1 ? "1 Name" : `${count} Namen`} in ${path}`,
  },
  countries: {
    subject: "Länder",
    off: "ausgeschaltet",
    none: "keine: Das Paket mit der Datenbank ist nicht installiert",
    missing: (path) => `${path} gibt es nicht`,
  },
  certificates: {
    subject: "Zertifikate",
    none: "die Konfiguration nennt keine",
    count: (path, count) => `${count === 1 ? "1 Name" : `${count} Namen`} in ${path}`,
    ofServer: (name, kind) => (kind === "server" ? `Zertifikat von ${name}` : `CA-Zertifikat von ${name}`),
    until: (day) => `gültig bis ${day}`,
    expiresSoon: (day) => `läuft am ${day} ab: Ohne ein neues kann sich dann niemand verbinden`,
    expired: (day) => `lief am ${day} ab: Ohne ein neues kann sich niemand verbinden`,
  },
  folder: {
    history: (path) => `Verlauf ${path}`,
    out: (path) => `Site ${path}`,
    ok: (free) => `${free} sind frei`,
    hidden: "keine Berechtigung, dort nachzusehen",
    missing: "gibt es noch nicht",
    noFolder: "ist kein Ordner",
    nested: (out) => `history und out liegen ineinander (${out}): Der Webserver würde den Verlauf ausliefern`,
    denied: (user, at) => `${user}, der gen ausführt, darf hier nicht schreiben: ${at}`,
    openToAll: "jeder Benutzer dieses Rechners darf lesen, wer verbunden war",
    losesGroup: "neue Dateien darin bekommen seine Gruppe nicht, also darf der Webserver sie nicht lesen",
    full: (free) => `nur ${free} sind frei`,
    noFiles: (left) => `nur noch ${left} Dateien passen auf den Datenträger (Inodes)`,
  },
  metrics: {
    subject: "metrics_file",
    missing: (folder) => `den Ordner ${folder} gibt es nicht: gen scheitert, wenn es die Site erzeugt hat`,
  },
  lock: {
    subject: "Sperre",
    hidden: "keine Berechtigung, sie zu lesen",
    free: "frei",
    running: (id, time) => `seit ${time} läuft ein Lauf (Prozess ${id})`,
    hangs: (id, time) => `ein Lauf hängt: Prozess ${id} hält sie seit ${time}`,
  },
  published: {
    hidden: "keine Berechtigung, sie zu lesen",
    missing: "sie fehlt",
    damaged: "gen schreibt so etwas nicht: Ein Programm kann sie nicht lesen",
    ahead: (time) => `${time} nach jetzt entstanden, mit einer Uhr, die falsch ging: sie prüfen (timedatectl)`,
    ok: (age) => `${age} alt`,
  },
  lastRun: {
    subject: "letzter Lauf",
    hidden: "keine Berechtigung, nachzusehen",
    never: "keiner ist bekannt",
    ok: (ago, seconds) => `vor ${ago}, dauerte ${seconds} s`,
    failed: (ago, why) => `vor ${ago}, gescheitert: ${why}`,
    old: (ago) => `vor ${ago}: Seither lief nichts`,
    ahead: (time) => `${time} nach jetzt, mit einer Uhr, die falsch ging: sie prüfen (timedatectl)`,
    slow: (ago, seconds) => `vor ${ago}, dauerte ${seconds} s: Von Läufen in jeder Minute fallen welche aus`,
  },
  notify: {
    subject: "Befehl von [notify]",
    missing: (path) => `ein Programm ${path} gibt es nicht`,
    mayNotRun: (user, at) => `${user} macht die Website und darf ihn nicht ausführen: ${at}`,
    untrusted: (path, why) => `root führt ihn nicht aus: ${path} ${why}`,
    noInterpreter: (path, interpreter) =>
      `${path} kann nicht starten: Die erste Zeile nennt ${interpreter}, das es nicht gibt`,
    carriageReturn: (path) => `${path} kann nicht starten: Die Zeilen enden wie unter Windows (CR LF)`,
    failed: (count, problem) =>
      `${count === 1 ? "1 Ereignis ist nicht gemeldet" : `${count} Ereignisse sind nicht gemeldet`}: ${problem}`,
  },
  formerSite: {
    subject: (out) => `frühere [[site]] ${out}`,
    published:
      "sie steht nicht mehr in der Konfiguration, aber was dort zuletzt veröffentlicht wurde, ist noch da, vielleicht mit Namen",
  },
  interval: {
    subject: (path) => `Abstand von ${path}`,
    seen: (every) => `alle ${every} ein neuer Status`,
    seldom: (seen, written, cron) =>
      [
        `nur alle ${seen} ein neuer Status`,
        ...(written === null ? [] : [`OpenVPN schreibt alle ${written} einen`]),
        ...(cron === null ? [] : [`cron läuft alle ${cron}`]),
      ].join("; "),
  },
  web: {
    subject: "Webserver",
    served: (server, path) => `${server} liefert die Site aus: ${path}`,
    open: (path) => `jeder darf die Site lesen: ${path} hat weder ein Passwort noch eine Regel für Adressen`,
    unreadable: (path) => `keine Berechtigung, ${path} zu lesen`,
    unused: (path) => `${path} ist nicht in Gebrauch`,
    notServed: (server) => `keine Konfiguration von ${server} liefert die Site aus`,
    noServer: "weder nginx noch Apache noch Caddy ist hier installiert",
    readSubject: (server) => `Leserecht von ${server}`,
    hidden: "keine Berechtigung, die Site zu lesen",
    mayRead: (user) => `${user} darf die Site lesen`,
    denied: (user, at) => `${user} darf ${at} nicht lesen`,
    passwordSubject: "Passwort",
    noPasswords: (path) => `${path} gibt es nicht: Mit einem Passwort kommt niemand hinein`,
    site: "antwortet mit der Site",
    password: "fragt nach einem Passwort",
    refused: (detail) => `keine Antwort (${detail})`,
    closedHere: "ist für diesen Rechner gesperrt, wie es konfiguriert ist",
    forbidden: "antwortet mit 403 (Forbidden)",
    other: (status, path) => `eine andere Site antwortet, oder eine alte (${status}): ${path} ist nicht in Gebrauch`,
  },
};
