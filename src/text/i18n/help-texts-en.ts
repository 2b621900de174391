/** What `--help` prints, in English. A line has at most 120 characters, so that it fits a terminal. */
export const englishHelp = {
  program: "a static status site and a session history for OpenVPN servers",
  commandHelp: { words: "COMMAND --help", does: "the command's flags" },
  exitCodes: "Exit codes",
  kinds: "Kinds",
  repeatable: (flagDoes: string): string => `${flagDoes}; repeatable`,

  /** What each command takes besides flags, and what it does. */
  commands: {
    gen: { operands: "", does: "read the status logs, update the history, write the site: what cron runs" },
    prune: { operands: "[ID…]", does: "delete ended sessions from the history and the site" },
    import: { operands: "FILE…", does: "bring in openvpn-sessions.csv, a backup of prune, or archived status files" },
    export: { operands: "", does: "write the history's sessions as openvpn-sessions.csv or as lines of JSON" },
    parse: { operands: "FILE", does: "print a status file as JSON; - reads standard input" },
    who: {
      operands: "[ADDRESS]",
      does: "say who had an address, or who was connected at a time, and how certain that is",
    },
    check: { operands: "", does: "one line and an exit code (0 to 3) for Nagios, Checkmk and Icinga" },
    doctor: { operands: "", does: "check everything from OpenVPN to the reader's browser, and say how to fix it" },
    print: { operands: "KIND", does: "print a file for the system that is ready to use" },
    demo: { operands: "", does: "write a site with a made-up month of a small company" },
  },

  /** What the value of a flag stands for. */
  value: {
    address: "PATH",
    days: "90d",
    day: "DAY",
    file: "FILE",
    folder: "FOLDER",
    label: "LABEL",
    name: "NAME",
    text: "TEXT",
    time: "TIME",
    zone: "ZONE",
  },

  /** Each flag, by its name where it means the same in all commands. */
  flag: {
    config: "the config file (TOML)",
    status: "a status log or pattern, or a management interface (unix:/path, tcp:host:port)",
    name: "the server's name, with a single --status",
    history: "where the session history is kept",
    out: "where the site is written",
    aliases: "JSON of names to show beside users",
    title: "the site's heading",
    language: "the site's language",
    timezone: "the site's time zone, such as Europe/Berlin",
    full: "write every file again; needed to take over a folder that demo made",
    now: "run as if at this time, such as 2026-11-21T08:12:15Z",
    quiet: "say nothing of sources",
    verbose: "say what was written, and why",
    help: "print this text",
    strict: "exit with 66 if a source is stale",
    user: "sessions of this user",
    server: "sessions on this server",
    from: "sessions that started on this day or later, such as 2026-11-21",
    to: "sessions that started on this day or earlier",
    olderThan: "sessions that ended more than this many days ago",
    all: "every ended session",
    dryRun: "only show what would be deleted",
    yes: "do not ask",
    backup: "first write what is deleted to a new file, for import",
    importServer: "whose sessions they are, where several servers are configured",
    format: "openvpn-sessions.csv with local times, or a line of JSON for each session",
    localTimezone: "zone of the local times in a version 1 file (the system's)",
    encoding: "of names that are not UTF-8, such as windows-1252",
    messageLanguage: "the language of messages",
    at: "at this time of the site's zone, such as 2026-11-25 03:00 (ever)",
    json: "print JSON",
    expect: "a user or alias who must be connected; a pattern: at least one such",
    redact: "only print a status log with made-up names and addresses, for a bug report; - reads standard input",
    commentLanguage: "the language of comments",
    demoOut: "where the site is written (out)",
    demoNow: "the made-up month ends at this time, such as 2026-11-21T08:12:15Z",
  },

  /** What each kind of `print` is. */
  kind: {
    nginx: "a config of nginx that serves the site",
    apache: "the same for Apache",
    caddy: "the same for Caddy",
    cron: "a cron job that makes the site each minute",
    systemd: "units of systemd that do so without privileges; alone: sysusers, service, timer, path",
    tmpfiles: "the folders of the site, and its access to the status files of OpenVPN",
    hook: "a script by which OpenVPN records who connects and disconnects",
  },

  exitCode: {
    done: "done",
    nobody: "who: nobody was found; doctor: a problem was found, or a check could not run",
    usage: "the command line is wrong",
    notUnderstood: "a source or the history cannot be understood",
    noSource: "there is no source; with --strict also: a source is stale",
    fault: "an internal fault",
    cannotWrite: "a file cannot be written",
    io: "reading or writing failed",
    locked: "another run holds the lock",
    permission: "permission denied",
    config: "the configuration is wrong",
  },
};

/** A further language is an object of this type: a missing key is a type error. */
export type HelpTexts = typeof englishHelp;
