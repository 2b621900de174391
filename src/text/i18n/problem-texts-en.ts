import { describeMismatch } from "../format/describe-mismatch.js";

/**
 * What is wrong with a run, and how to fix it, in English: one line on stderr. Paths and names are quoted by those who
 * pass them.
 */
export const englishProblems = {
  nothingChanged: "Nothing was changed.",
  checkPath: "Check the path.",
  moveAway: "Move it away.",
  nameOtherOut: "Name another out.",
  nearest: (name: string): string => `Did you mean ${name}?`,

  /** Why a command was not told what happened. The path is quoted. */
  notify: {
    missing: (path: string): string => `[notify] command: ${path} does not exist`,
    missingFix: "Put the command there, or correct its path: one path, without arguments.",
    noFile: (path: string): string => `[notify] command: ${path} is not a file`,
    noFileFix: "Name the program itself.",
    hidden: (path: string): string => `[notify] command: ${path} cannot be checked: a folder on its path is closed`,
    notExecutable: (path: string): string => `[notify] command: ${path} may not be executed`,
    notExecutableFix: (path: string): string =>
      `Let the user that runs gen execute it: chmod a+rx ${path}, and a+x its folders.`,
    untrusted: (path: string, at: string, why: string): string =>
      `[notify] command: root does not run ${path}, because ${at} ${why}`,
    untrustedFix: "Let only root change the command and the folders on the way to it.",
    noStart: (path: string, why: string): string => `[notify] command: ${path} cannot be started (${why})`,
    noStartFix: "Its first line must name its interpreter, such as #!/bin/sh, and the interpreter must be there.",
    exitCode: (path: string, code: number): string => `[notify] command: ${path} ended with exit code ${code}`,
    signal: (path: string, signal: string): string => `[notify] command: ${path} was ended by ${signal}`,
    timeout: (path: string, seconds: string): string =>
      `[notify] command: ${path} was killed: it took longer than ${seconds} s`,
    againFix: "Run it by hand with a line of JSON as its input. Each run tries again; nothing is lost meanwhile.",
    timeoutFix:
      "Let it give up earlier (curl --max-time 10), or raise timeout, to at most 50 s. Each run tries again; nothing is lost meanwhile.",
  },

  /** The steps on a file that can fail, and why they do. */
  file: {
    cannot: {
      access: (path: string): string => `cannot access ${path}`,
      append: (path: string): string => `cannot append to ${path}`,
      changeGroup: (path: string): string => `cannot change the group of ${path}`,
      changePermissions: (path: string): string => `cannot change the permissions of ${path}`,
      find: (path: string): string => `cannot find ${path}`,
      fsyncFolder: (path: string): string => `cannot fsync the folder ${path}`,
      list: (path: string): string => `cannot list ${path}`,
      stat: (path: string): string => `cannot stat ${path}`,
      makeFolder: (path: string): string => `cannot create the folder ${path}`,
      open: (path: string): string => `cannot open ${path}`,
      openLock: (path: string): string => `cannot open the lock file ${path}`,
      read: (path: string): string => `cannot read ${path}`,
      readConfig: (path: string): string => `cannot read the config file ${path}`,
      readLink: (path: string): string => `cannot read the link ${path}`,
      remove: (path: string): string => `cannot remove ${path}`,
      replace: (path: string): string => `cannot replace ${path}`,
      touch: (path: string): string => `cannot touch ${path}`,
      write: (path: string): string => `cannot write ${path}`,
    },
    why: {
      diskFull: "the disk is full",
      quotaUsedUp: "the quota is used up",
      readOnly: "the file system is read-only",
      tooLarge: "the file is larger than allowed",
      missing: "it does not exist",
      noFolderOnPath: "a part of its path is not a folder",
      inTheWay: "something else exists there",
      folder: "there is a folder with this name",
      link: "it is a symbolic link",
      pathTooLong: "the path is too long",
      denied: "permission denied",
      notPermitted: "operation not permitted",
      /** The system's code follows. */
      unknown: "the system refuses",
    },
    fix: {
      freeSpace: "Free some space, then run it again.",
      raiseQuota: "Free some space or raise the quota.",
      mountWritable: "Mount it writable, or name another.",
      raiseLimit: "Raise the limit (ulimit -f).",
      removeFolder: "Move that folder away.",
      putFileThere: "Put the file itself there.",
      shorterPath: "Choose a shorter one.",
      giveRight: "Give the user who runs this command access (chown or chmod), or run it as a user who has access.",
      checkDisk: "Check the disk and the system's log (dmesg).",
    },
    flaw: {
      folder: "it is a folder, not a file",
      socket: "it is a socket, not a file",
      link: "it is a symbolic link",
      pipeOrDevice: "it is a pipe or a device, not a regular file",
      tooLarge: (bytes: string, most: string): string => `it has ${bytes} bytes; at most ${most} are read`,
    },
    failed: (step: string, why: string): string => `${step}: ${why}`,
    letRead: "Let the user that runs this read it.",
    nameRegular: "Name a regular file.",
    nameInput: "Name a regular file; write the output of a command to a file first.",
    badTemporary: (path: string): string =>
      `${path} should be a temporary file of this program, but is not a regular file`,
    removeTemporary: "Find out who put it there, and remove it.",
  },

  /** What another user than root could change. */
  trust: {
    ofUser: (id: number): string => `belongs to user ${id}`,
    changedByAll: "can be changed by everyone",
    changedByGroup: (id: number): string => `can be changed by group ${id}`,
    config: (path: string, place: string, why: string): string =>
      `root will not read the config file ${path}: ${place} ${why}`,
    configFix:
      "Give file and folder to root (chown) and take write permission from others (chmod go-w), run this in another folder, or name another file with --config.",
    folder: (what: string, folder: string, place: string, why: string): string =>
      `root will not use the ${what} folder ${folder}: ${place} ${why}`,
    folderFix:
      "Give every folder on its path to root (chown) and take write permission from others (chmod go-w), or name another folder.",
    entry: (path: string, why: string): string => `root will not use ${path}: it ${why}`,
    entryFix:
      "Find out who put it there. Give it to root (chown) and take write permission from others (chmod go-w), or remove it.",
    otherOwner: (what: string, folder: string, user: string): string =>
      `the ${what} folder ${folder} belongs to user ${user}: root will not write there`,
    otherOwnerFix: "Give it to root (chown -R), or run this as its user",
    appearance: (place: string, why: string): string => `is not for root: ${place} ${why}`,
    appearanceFix:
      "Give the file and every folder on its path to root (chown), and take write permission from others (chmod go-w).",
  },

  history: {
    link: (path: string): string => `${path} is a symbolic link, which is not allowed in a history folder`,
    linkFix:
      "Find out who put it there, and remove it. To keep a folder on another disk, mount it there (mount --bind).",
    strangerFix: "See who put it there, and move it out of the history folder.",
    notRegular: (path: string): string => `${path} is no regular file`,
    notRegularFix: "See who put it there, and put the file itself there.",
    cut: (path: string, bytes: number, before: number): string =>
      `${path} has ${bytes} bytes, but had ${before} when a change of it began`,
    cutFix:
      "Restore the file from a backup. If it was truncated on purpose, remove the file `journal` beside it: then the one change in it is lost.",
    journal: (path: string, why: string): string => `cannot understand ${path}: ${why}`,
    journalFix:
      "It holds an incomplete change of the history. Restore the file; if that is impossible, move it away: then that one change is lost.",
    notOurs: "this program did not write it",
    notJson: "it is not JSON",
    journalFormat: (ours: number, found: string): string => describeMismatch(`journal format ${ours}`, found),
    line: (file: string, line: number, why: string): string => `${file}: line ${line}: ${why}`,
    notUtf8: (file: string): string => `${file}: it is not UTF-8`,
    noSuchDay: (path: string): string => `${path}: expected the name of a day or month that exists`,
    noSuchDayFix: "See who put it there. Rename it to the day of its rows, or move it out of the history folder.",
    lineFix: "Fix that line, or move the file out of the history folder.",
    insideOut: (history: string, out: string): string =>
      `history ${history} is inside out ${out}, where the web server would show it`,
    outInside: (history: string, out: string): string =>
      `out ${out} is inside history ${history}, which the web server must not read`,
    outsNested: (out: string, other: string): string => `two sites would share a folder: ${out} and ${other}`,
    nestedFix: "Name two folders side by side.",
    fileInside: (key: string, file: string, what: string, folder: string): string =>
      `${key} ${file} is inside ${what} ${folder}`,
    fileInsideFix: {
      history: "The history has only its own files. Name a file in another folder.",
      out: "The web server would show it. Name a file in another folder.",
    },
    copyChanged: (folder: string): string => `${folder} was changed by someone else while the site was built from it`,
    copyChangedFix: "Run it again. The history is intact.",
    unit: {
      minutes: (count: number): string => (count === 1 ? "1 minute" : `${count} minutes`),
      seconds: (count: number): string => (count === 1 ? "1 second" : `${count} seconds`),
    },
    locked: (folder: string, time: string): string => `another run has held the history ${folder} for ${time}`,
    lockedFix: "Find out why it hangs (ps, and the disk), and end it: nothing is lost.",
    neverAtRest: (folder: string, tries: number): string =>
      `the history ${folder} changed while it was read, ${tries} times in a row`,
    neverAtRestFix: "Try again when no other run changes it.",
    noFlock: (why: string): string => `cannot run "flock", which locks the history folder: ${why}`,
    noFlockFix: "Install util-linux (on Alpine: apk add util-linux-misc; BusyBox's flock does too).",
    flockMissing: "it is not installed, or not in PATH",
    cannotLock: (path: string, why: string): string => `cannot lock ${path}: ${why}`,
    cannotLockFix: "Keep the history folder on a file system that supports locks (a local disk).",
    exitStatus: (status: string): string => `exit status ${status}`,
  },

  /** What is wrong in a CSV file. */
  csv: {
    mismatch: describeMismatch,
    field: (column: string, what: string): string => `${column}: ${what}`,
    openQuote: "a quote is never closed",
    notCsv: (detail: string): string => detail,
    cutHeader: "expected a header that ends with a line break: the file is cut off",
    nothing: "nothing",
    twice: (column: string): string => `${column} twice`,
    header: "a header",
    headerWith: (columns: string): string => `a header with the columns ${columns}`,
    columnOnce: "each column once",
    fields: (count: number): string => `${count} fields`,
    time: "a time like 2026-11-21T08:12:15Z",
    timeOfEnd: "a time, since day files contain ended sessions",
    noEnd: "nothing, since open.csv contains connected sessions",
    notBefore: (start: string): string => `a time not before the start ${start}`,
    wholeNumber: "a whole number",
    text: "a text",
    addresses: "addresses like 203.0.113.7@2026-11-21T08:12:15Z",
    periods: "times like 2026-11-21T08:12:15Z/2026-11-22T08:12:15Z",
    oneOf: (names: string): string => `one of ${names}`,
    dayFile: "a path like sessions/2026-11-21.csv",
    existingDay: "a day that exists",
    rowNumber: "a number from 1",
  },

  out: {
    noFolder: (path: string): string => `out ${path} is no folder`,
    noFolderFix: "Move it away, or name another out.",
    notAFolder: (path: string, isLink: boolean): string =>
      `${path} should be a folder, but is a ${isLink ? "symbolic link" : "file"}`,
    notAFolderFix: "Remove it: the site is written into real folders only.",
    marker: (path: string, why: string): string => `${path} should list the files of ours in this folder, but ${why}`,
    markerFix: "Empty the folder, or name another out: the site is built again from the history.",
    markerUnclear: "it is not understood",
    madeBy: (out: string, command: string): string => `out ${out} holds a site that \`${command}\` made`,
    takeOverFix: "Name another out, or replace it with gen --full.",
    notEmpty: (out: string, name: string): string =>
      `out ${out} is not empty and was not made by this program: it holds ${name}`,
    notEmptyFix: "Name an empty or new folder as out: everything in it is replaced with the site.",
    foreign: (path: string): string => `${path} was not made by this program, and a file of the site belongs there`,
  },

  config: {
    none: (path: string): string => `there is no config file ${path}`,
    noneFix: "Name an existing file with --config or $OPENVPN_STATUS_SITE_CONFIG, or none to use the defaults.",
    unreadable: (path: string, why: string): string => `the config file ${path} cannot be read: ${why}`,
    syntax: (path: string, line: number, column: number, reason: string): string =>
      `${path}: line ${line}, column ${column}: ${reason}`,
    syntaxFix: 'Fix the line; texts are quoted: title = "VPN Berlin".',
    /** Where there is no file. */
    defaults: "the defaults",
    /** @param called its number, and its name in brackets if it is known */
    server: (called: string): string => `server ${called}: `,
    missing: (key: string): string => `${key} is missing`,
    missingFix: (key: string): string => `Add ${key}.`,
    wrong: (key: string, expected: string, found: string): string => `${key}: ${describeMismatch(expected, found)}`,
    wrongFix: (key: string): string => `Fix ${key}, or leave it out for its default.`,
    wrongFixRequired: (key: string): string => `Fix ${key}.`,
    unknownKey: (place: string, key: string): string => `${place}there is no key ${key}`,
    misplacedKey: (place: string, key: string): string => `${place}there is no key ${key} here`,
    belongsTo: {
      top: "It belongs to the whole site: above the first line [[server]], [[site]] or [notify].",
      server: "It belongs in a [[server]] table: below a line [[server]].",
      site: "It belongs in a [[site]] table: below a line [[site]].",
      notify: "It belongs in the table [notify]: below the line [notify].",
    },
    /** The head of a table, exactly as it must be. */
    wrongTableFix: {
      server: 'Write the line [[server]], with two brackets on each side, and below it status = "...".',
      site: 'Write the line [[site]], with two brackets on each side, and below it out = "...".',
      notify: 'Write the line [notify], with one bracket on each side, and below it command = "...".',
    },
    keysHere: (keys: string): string => `The keys here are ${keys}.`,
    /** What a key may hold, after “expected”. */
    expected: {
      text: "a text in quotes",
      path: "a path without NUL characters",
      language: (names: readonly string[]): string => names.join(" or "),
      zone: 'a time zone like "Europe/Berlin"',
      encoding: 'an encoding like "windows-1252" or "iso-8859-2"',
      events: 'an absolute path like "/var/spool/openvpn-status-site/berlin.events"',
      duration: 'a duration like "90s", "5m", "12h" or "90d"',
      daysOrOff: '"off" or a number of days like "90d"',
      dateFormat: '"iso", "dmy" or "mdy"',
      names: 'a list of names like ["branch-1", "backup-*"]',
      siteUsers: '"aliases" or "names"',
      siteAddresses: '"masked", "full" or "none"',
      sitePages:
        'a list of "overview", "usage", "history", "users", "servers", "wall", "reports", "downloads", "search" and "json"',
      sites: 'tables of sites, each [[site]] with a line out = "..."',
      geoip: '"bundled", "off" or the path of a file .mmdb',
      metricsFile: "the path of a .prom file: node_exporter reads no others",
      recentDays: "a whole number from 1 to 366",
      servers: "tables headed [[server]]",
      userFrom: '"common_name" or "username"',
      boolean: "true or false, without quotes",
      color: 'a color like "#0969da"',
      command: "a command in one line, without invisible characters",
      notify: 'one table [notify] with a line command = "..."',
      clientCount: "a whole number of clients from 1",
      notifyKinds: 'a list of "connect", "disconnect", "notice" and "source"',
      notifyTimeout: 'a duration of at most 50 seconds like "20s"',
    },
    oneNameForSeveral: (name: string, status: string, count: number, files: string): string =>
      `name ${name} is given to ${status}, which matches ${count} files: ${files}`,
    oneNameForSeveralFix:
      "Leave the name out, so that each is named after its file or folder, or give each file its own [[server]].",
    sharedName: (name: string, one: string, other: string): string =>
      `two sources are both named ${name}: ${one} and ${other}`,
    sharedNameFix: "Give each its own [[server]] with a name of its own.",
    sharedStatus: (path: string, one: string, other: string): string =>
      `status: ${path} is the file of two servers: ${one} and ${other}`,
    sharedStatusFix: "Give each server the file of its own `status` directive, or remove one of the two.",
    sharedEvents: (path: string, one: string, other: string): string =>
      `events: ${path} is the file of two servers: ${one} and ${other}`,
    sharedEventsFix: "Give each server a [[server]] table of its own, with an events file of its own.",
    noAddress: (text: string): string => `${text} is not an address of a management interface`,
    noAddressFix: 'Write "unix:/absolute/path" or "tcp:HOST:PORT", as in the server\'s own "management" line.',
    longLine: (server: string, bytes: number, most: number): string =>
      `server ${server}: with the path of its events, a line of OpenVPN's config is ${bytes} bytes long, and OpenVPN accepts at most ${most}`,
    oddPath: (path: string): string => `out is ${path}: expected a path without quotes and special characters`,
    oddPathFix: "Give the site a folder whose name has letters, digits, blanks and ._@+=:,~- only.",
    longLineFix: "Give events a shorter path.",
    appearance: {
      failed: (key: string, path: string, why: string): string => `${key}: ${path} ${why}`,
      noPicture: "is no picture that pages can show",
      noPictureFix: "Name an .svg, .png, .jpg, .webp or .gif file.",
      otherKind: (extension: string): string => `is no ${extension} file`,
      otherKindFix: "Name a file whose content matches its extension.",
      active: "has scripts, animations, entities or a document type, which a page of the site could run",
      activeFix: "Save it as a plain SVG without them, or as a .png.",
      unusable: (why: string): string => `cannot be used: ${why}`,
      unusableFix: "Name another file.",
      unreadable: (code: string): string => `cannot be read (${code})`,
      unreadableFix: "Check the path, and who may read it.",
    },
  },

  /** The command line. */
  usage: {
    noCommand: "no command is given",
    unknownCommand: (name: string): string => `there is no command ${name}`,
    commands: (names: string): string => `The commands are ${names}; see --help.`,
    flag: (command: string, reason: string): string => `${command}: ${reason}`,
    unknownFlag: (flag: string): string => `there is no flag ${flag}`,
    flagWithoutValue: (flag: string): string => `${flag} needs a value`,
    flagWithValue: (flag: string, found: string): string => `${flag} takes no value, got ${found}`,
    valueLikeFlag: (flag: string, found: string): string => `${flag}: ${found} looks like a flag`,
    valueLikeFlagFix: (words: string): string => `If it is the value, write ${words}.`,
    seeHelp: (command: string): string => `See openvpn-status-site ${command} --help.`,
    noOperand: (command: string, found: string): string => `${command} takes no operand, got ${found}`,
    noOperandFix: (found: string): string => `A status file is given as --status ${found}.`,
    now: (found: string): string => `--now: ${describeMismatch("a time with Z or an offset", found)}`,
    nowFix: "Write it like 2026-11-21T08:12:15Z or 2026-11-21T09:12:15+01:00.",
    name: (name: string, count: number): string =>
      `--name ${name} is given with ${count === 0 ? "no" : count} --status`,
    nameFix: "Give it with one --status, or name servers in a config file, each in its own [[server]].",
    emptyStatus: '--status: expected a path, a pattern or an address, got ""',
    emptyStatusFix: "Name the file of OpenVPN's `status` directive.",
    trialWithConfig: (missing: readonly string[], path: string): string =>
      `--status is given without ${missing.join(" and ")}, and the config file ${path} is of another site`,
    trialOnOthers: (missing: readonly string[], history: string, servers: string): string =>
      `--status is given without ${missing.join(" and ")}, and the history ${history} holds other servers: ${servers}`,
    trialFix: "To try a status file, name folders of its own: --history FOLDER --out FOLDER.",
    parseOneFile: (count: number): string => `parse takes one file, got ${count}`,
    parseOneFileFix: "Name one status file, or - for standard input.",
    notAStatus: (file: string, why: string): string => `${file}: ${why}`,
    notRedacted: (file: string, line: number): string =>
      `${file} is not a complete status log (line ${line}), so names in it cannot be recognized`,
    notRedactedFix: "Nothing was printed. Name the file of OpenVPN's “status” directive.",
    notAStatusFix: "Give the whole status file of an OpenVPN server or client, as it was written.",
    printOneKind: (count: number): string => `print takes the kind of one file, got ${count}`,
    printUnknownKind: (name: string): string => `print does not know the kind ${name}`,
    printKinds: (names: string): string => `The kinds are ${names}.`,
  },
};

export type ProblemTexts = typeof englishProblems;
