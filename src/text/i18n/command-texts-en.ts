import { describeMismatch } from "../format/describe-mismatch.js";

/**
 * The English output of commands that people run by hand. It is not part of the catalogue of the pages, so `gen` does not load it.
 * These are plain texts: the code that prints them makes names safe for a terminal.
 */
export const englishCommands = {
  sessions: (count: number): string => (count === 1 ? "1 session" : `${count} sessions`),
  nothingChanged: "Nothing was changed.",

  demoDone: (folder: string, page: string): string =>
    `The demo is in ${folder}. Its people, addresses and traffic are made up.\nNext: open ${page} in a browser; if this machine has none, copy the folder to one that has.`,

  check: {
    ok: (clients: number, sources: number, age: string): string =>
      `${clients === 1 ? "1 client" : `${clients} clients`} on ${sources === 1 ? "1 server" : `${sources} servers`}, the site is ${age} old`,
    missing: (path: string): string => `there is no site: ${path} is missing`,
    unreadable: (path: string): string => `${path} cannot be read`,
    damaged: (path: string): string => `${path} was not written by gen`,
    old: (age: string): string => `the site is ${age} old`,
    ahead: (time: string): string =>
      `the site was made ${time} ahead of now, by a clock that was wrong: check it (timedatectl), and run gen`,
    runFailed: (problem: string): string => `the last run failed: ${problem}`,
    noSource: "no source is configured or found",
    source: (server: string, state: string, detail: string): string =>
      `${server} is ${state}${detail === "" ? "" : ` (${detail})`}`,
    rowsSetAside: (server: string, count: number): string =>
      `${server}: ${count === 1 ? "1 row cannot be taken" : `${count} rows cannot be taken`}`,
    notConnected: (name: string): string => `${name} is not connected`,
    notTold: (count: number, problem: string): string =>
      `${count === 1 ? "1 event is not told" : `${count} events are not told`}: ${problem}`,
  },

  prune: {
    nothingSelected: "prune: nothing is selected",
    nothingSelectedFix: "Name sessions, or give --user, --server, --from, --to, --older-than or --all.",
    cannotAsk: "prune cannot ask for confirmation: this is not a terminal",
    cannotAskFix: "Check the selection with --dry-run, then give --yes.",
    allWithLimits: "--all cannot be combined with other selections",
    allWithLimitsFix: "Leave out --all, or all other selections.",
    fromAfterTo: (from: string, to: string): string => `--from ${from} is after --to ${to}`,
    fromAfterToFix: "Both days are included: give the earlier one as --from.",
    notADay: (flag: string, found: string): string => `${flag}: ${describeMismatch("a day", found)}`,
    notADayFix: "Write it like 2026-11-21.",
    notAnAge: (found: string): string => `--older-than: ${describeMismatch("a number of days", found)}`,
    notAnAgeFix: "Write it like 90d.",
    noHistory: (folder: string): string => `there is no history in ${folder}`,
    noHistoryFix: "Name the history that gen writes: --config FILE or --history FOLDER.",
    noUser: (name: string): string => `the history has no user ${name}`,
    noServer: (name: string): string => `the history has no server ${name}`,
    nearest: (name: string): string => `Did you mean ${name}?`,
    noneNear: "Write names as the pages show them.",
    backupInside: (file: string, folder: string): string => `--backup ${file} is inside ${folder}`,
    backupInsideFix: "Name a file outside the history and out folders.",
    eventsStay: (file: string): string => `${file} still names deleted sessions`,
    eventsStayFix: (folder: string): string =>
      `Let the user that runs this write to ${folder}, and OpenVPN's user make files there; or remove the file by hand.`,

    noneEnded: "No ended session is selected.",
    selected: (sessions: number, users: number): string =>
      `${sessions === 1 ? "1 ended session" : `${sessions} ended sessions`} of ${users === 1 ? "1 user" : `${users} users`}`,
    these: (months: string): string => `Started in ${months}; these:`,
    newest: (months: string, count: number): string => `Started in ${months}; the newest ${count}:`,
    more: (count: number): string => `… and ${count} more`,
    running: "running",
    orphans: (count: number): string =>
      `Usage rows of ${count === 1 ? "1 session" : `${count} sessions`} that the history no longer has`,
    orphansDeleted: (count: number): string =>
      `Usage rows of ${count === 1 ? "1 session" : `${count} sessions`} that the history no longer had deleted.`,
    keptConnected: "Kept, still connected:",
    noSession: (name: string): string => `There is no session ${name}.`,

    which: "Which sessions do you want to delete?",
    whichHint: "a name, an address, a day",
    confirm: (sessions: string): string => `Delete ${sessions}?`,
    confirmAll: (sessions: string): string => `Delete the whole history, ${sessions}?`,
    onlyInBackup: "Afterwards they exist only in the backup.",
    lost: "This cannot be undone.",
    really: "Really?",
    yes: "Yes",
    no: "No",
    typeCount: (count: number): string => `To confirm, type the number of sessions, ${count}:`,
    nothingDeleted: "Nothing was deleted.",
    deleted: (sessions: string): string => `${sessions} deleted.`,
  },

  export: {
    noFormat: "export: no format is named",
    unknownFormat: (found: string): string => `--format: there is no format ${found}`,
    formatFix: (names: string): string => `Give --format with one of: ${names}.`,
  },

  who: {
    oneAddress: (count: number): string => `who takes one address, got ${count}`,
    oneAddressFix: "Name an address, a time with --at, or both.",
    noAddress: (found: string): string => `who: ${describeMismatch("an IP address", found)}`,
    noAddressFix: "Write it like 203.0.113.7, 10.8.0.4 or 2001:db8::7, without a port.",
    noTime: (found: string, zone: string): string =>
      `--at: ${describeMismatch(`a time that exists in ${zone}`, found)}`,
    noTimeFix: "Write it like 2026-11-25 03:00 or 2026-11-25T02:00:00Z.",
    /** In the hour that is repeated when summer time ends. */
    twice: (time: string, zone: string): string =>
      `--at: ${time} was twice in ${zone}; both times are meant. With an offset, such as +01:00, it is one of them.`,
    nobody: "Nobody is known.",
    certain: "certain",
    possible: "possible",
    public: "public address",
    tunnel: "tunnel address",
    earlier: (time: string): string => `earlier address, last seen ${time}`,
    running: "running",
    mayLast: (time: string): string => `(perhaps until ${time})`,
  },

  print: {
    /** Comments of the script: one line each. */
    hook: {
      what: "OpenVPN runs this when a client connects or disconnects. It adds a line to the server's event file. It never fails or waits.",
      save: (path: string): string => `1. Save this script as ${path}, readable for OpenVPN's user.`,
      makeFolder:
        "2. Make the folder of the event file. USER is OpenVPN's user: the one of its directive “user”, else root.",
      whoseFolder: "   GROUP is a group of the user that runs “gen”.",
      addLines: "3. Add these lines to the server's config, and restart OpenVPN.",
      afterOld: "If there is a script for an event already, replace its line. OLD-SCRIPT is what the line names now:",
      setKey: "4. Name the event file in the config of openvpn-status-site, below the server's [[server]]:",
    },
    /** Comments of configs of web servers: one line each. */
    webSite: {
      what: (server: string): string => `${server} serves the status site of OpenVPN.`,
      save: (path: string, command: string): string =>
        `Save this file as ${path}, make the password, then run: ${command}`,
      importLine: "Once, add this line to /etc/caddy/Caddyfile:",
      password: "The pages show who was connected, when, and from where. Make a password for them:",
      names: "The names and addresses by which browsers reach this host. Another site answers all other requests.",
      plainHttp: "Over plain http, everybody on the way can read the password.",
      tls: "With a certificate, serve the site over https instead:",
      caddyTls: "With a public name instead of http://, Caddy gets a certificate by itself.",
      precompressed: "Each file has a gzip copy, FILE.gz.",
      gzipStatic: "This needs nginx's module http_gzip_static, which Debian's nginx has.",
      access: "From inside the VPN without a password, from elsewhere with it.",
      noNetwork: "No network of the VPN is known here. Add it to let its clients in without a password:",
      dotFiles: "The program's own records are not part of the site.",
    },
    cron: {
      what: "cron makes the status site of OpenVPN each minute.",
      save: (path: string): string =>
        `Save this file as ${path}. Its owner must be root, and nobody else may write to it.`,
      noMail: "Problems go to the journal: without a mail server, cron throws them away.",
    },
    systemd: {
      service: "One run of the status site of OpenVPN. The timer starts it.",
      timer: "Makes the status site of OpenVPN each minute.",
      pathUnit:
        "Makes the status site whenever OpenVPN has written its status. Use it instead of the timer, or beside it.",
      everyStart:
        "No limit on starts, since several servers may write their status often: at a limit, systemd gives up for good.",
      stopped: "A run that is stopped has not failed: the next one continues.",
      sysusers: "The user that makes the status site. It has no privileges.",
      save: (path: string, command: string): string => `Save this file as ${path}, then run: ${command}`,
      readAccess:
        "Before each run, as root: the status files of a restarted or upgraded OpenVPN belong to root alone. See tmpfiles.d.",
      stateFolder: "The web server passes through this folder to the site. It cannot enter the history.",
      hardening: "The run needs no privileges, no network and no devices. systemd-analyze security shows the rest.",
    },
    tmpfiles: {
      what: "The folders of the status site, and its access to the status files of OpenVPN.",
      save: (path: string, command: string): string => `Save this file as ${path}, then run: ${command}`,
      folders: "Where the history and the site are. The web server's group may read the site.",
      statusFiles:
        "OpenVPN creates its status for root alone, and its package resets the folder, which must be listed for a pattern. The service applies this before each run.",
    },
  },

  import: {
    noFile: "import: no file is given",
    noFileFix: "Name an openvpn-sessions.csv, a backup written by prune, archived status files, or OpenVPN's log.",
    whichServer: (servers: readonly string[]): string =>
      `import cannot tell which server the sessions belong to: ${servers.length === 0 ? "none is configured" : `${servers.length} are configured: ${servers.join(", ")}`}`,
    whichServerFix: "Name the server: --server NAME.",
    unknownServer: (name: string): string => `there is no server ${name}`,
    knownServers: (names: string): string => `The servers are ${names}; a new one is configured first.`,
    nothingUnderstood: (files: number): string =>
      files === 1 ? "the file cannot be imported" : `none of ${files} files can be imported`,
    nothingUnderstoodFix:
      "Name an openvpn-sessions.csv with its header, a backup written by prune, complete status files, or OpenVPN's log.",

    leftOut: "left out:",
    line: (line: number, what: string): string => `line ${line}: ${what}`,
    moreLines: (count: number): string =>
      count === 1 ? "… and 1 more row like this" : `… and ${count} more rows like this`,
    otherHeader: (found: string): string =>
      describeMismatch("the header user,public_ip,tunnel_ip,start,end,duration_s of openvpn-sessions.csv", found),
    headerNote: (lacking: readonly string[], unknown: readonly string[]): string =>
      [
        ...(lacking.length > 0 ? [`columns that are missing: ${lacking.join(", ")}`] : []),
        ...(unknown.length > 0 ? [`columns that are ignored: ${unknown.join(", ")}`] : []),
      ].join("; "),
    notUtf8: "not UTF-8: convert the file (iconv -f windows-1252 -t utf-8) and import it again",
    writtenAhead: "written in the future: a clock or a time zone is wrong",
    /** Why a row is left out. */
    row: {
      notCsv: (detail: string): string => `not CSV: ${detail}`,
      width: (wanted: number, found: number): string => describeMismatch(`${wanted} fields`, String(found)),
      noUser: "no user",
      handshake: "a handshake that never became a session",
      stillConnected: "still connected when the file was written",
      notATime: (column: string, zone: string, found: string): string =>
        `${column}: ${describeMismatch(`a time like 2026-11-21 09:12:15 that exists in ${zone}`, found)}`,
      endsBeforeStart: (found: string): string => `ends before it starts: ${found}`,
      aheadOfNow: (column: string, zone: string, found: string): string =>
        `${column}: ${found} in ${zone} is in the future: a clock or the time zone is wrong`,
      repeated: (firstLine: number): string => `same user and start as in line ${firstLine}`,
    },

    compressed: "compressed by gzip: write its content to a file first (zcat FILE > openvpn.log) and import that",

    /** OpenVPN's own log. */
    log: {
      notOpenvpn: "no line that OpenVPN's server wrote",
      withoutYear:
        "OpenVPN's log without a year in its times: export the journal instead (journalctl -u openvpn-server@NAME -o short-iso > openvpn.log)",
      withoutTimes:
        "OpenVPN's log without times: export the journal instead (journalctl -u openvpn-server@NAME -o short-iso > openvpn.log)",
      severalServers: (programs: string): string =>
        `lines of several servers (${programs}): write a file for each (journalctl -u openvpn-server@NAME -o short-iso > NAME.log), and import one after the other with --server`,
      noTraffic: "a log has no traffic: it is empty in these sessions",
      noEnd: "no end: still connected when the log ends, or the end is not in it",
      noBeginning: "an end without a beginning: connected before the log begins",
      unsetClock: "it starts before 2001: the clock was not set",
      setBack: "it ends before it starts: the clock was set back",
      ahead: "in the future: a clock or a time zone is wrong",
      tooLong: "longer than any line of OpenVPN",
    },

    logs: (count: number): string => (count === 1 ? "1 log of OpenVPN" : `${count} logs of OpenVPN`),
    statusFiles: (count: number): string => (count === 1 ? "1 status file" : `${count} status files`),
    imported: (sessions: string): string => `${sessions} imported`,
    known: (count: number): string => `${count} already known`,
    expired: (count: number): string => `${count} too old to keep`,
    oneStart: (time: string, zone: string): string => `start: ${time} (${zone})`,
    starts: (first: string, last: string, zone: string): string => `starts from ${first} to ${last} (${zone})`,
    zoneAssumed: (zone: string): string => `local times are read in ${zone}; use --timezone ZONE for another zone`,
    serverZoneAssumed: (zone: string): string =>
      `local times are read in ${zone}; set the server's timezone in the configuration for another zone`,
    encodingAssumed: (encoding: string): string => `not UTF-8: read as ${encoding}, the encoding of its server`,
    corrected: (lines: readonly number[], more: number): string =>
      `${lines.length + more === 1 ? "1 duration corrected: line" : `${lines.length + more} durations corrected: lines`} ${lines.join(", ")}${more > 0 ? ", …" : ""}`,
  },
};

/** A further language is an object of this type: a missing key is a type error. */
export type CommandTexts = typeof englishCommands;
