/**
 * The English output of `doctor`, by check. These are plain texts: the code that prints them makes names safe for a
 * terminal. Those of files of others are one line without a full stop.
 */
export const englishDoctor = {
  verdict: { ok: "ok", problem: "PROBLEM", unknown: "not checked" },
  summary: (problems: number, unknowns: number): string => {
    const unseen = unknowns === 1 ? "1 check could not run" : `${unknowns} checks could not run`;
    if (problems === 0 && unknowns === 0) return "All is well.";
    if (problems === 0) return `No problem was found, but ${unseen}.`;
    return `${problems === 1 ? "1 problem" : `${problems} problems`}${unknowns === 0 ? "" : `, and ${unseen}`}.`;
  },
  config: { subject: "config", none: "none: defaults" },

  openvpn: {
    config: "OpenVPN's config",
    unreadable: (path: string): string => `no permission to read ${path}`,
    none: "no server is configured here: its status is written elsewhere",
    status: (path: string, every: string): string => `writes its status every ${every}: ${path}`,
    noStatus: (path: string): string => `has no “status” directive, and there is no ${path}`,
    inTmp: (path: string): string => `writes its status to ${path}, which its unit hides from all others (PrivateTmp)`,
    notRead: (path: string): string => `writes its status to ${path}, which is no source of the site`,
    seldom: (path: string, every: string): string =>
      `writes its status only every ${every}: shorter sessions may never be seen (${path})`,
  },
  source: {
    subject: "sources",
    none: "no status file is configured or found",
    ok: (age: string): string => `a status, ${age} old`,
    unreadable: "no permission to read it",
    old: (age: string): string => `It is ${age} old.`,
    elsewhere: (paths: string): string => `OpenVPN writes its status here to ${paths}`,
  },
  access: {
    rights: (path: string): string => `rights of ${path}`,
    hidden: "no permission to check it",
    mayRead: (user: string): string => `${user} may read it`,
    givenBeforeRun: (user: string): string => `systemd lets ${user} read it, before each run`,
    masked: (user: string, at: string): string =>
      `the access list (ACL) of ${at} lets ${user} in, but its mask does not`,
    mayNotRead: (user: string, at: string): string => `${user}, who runs gen, has no access to ${at}`,
  },
  writers: {
    subject: (path: string): string => `writer of ${path}`,
    hidden: "who writes it can only be seen by root",
    several: (names: string): string => `several processes write it: ${names}`,
    inTurn: "two servers seem to write it in turn",
    noneNow: "no process of this host has it open: it is copied here",
    none: "no process writes it",
  },
  version: {
    subject: (path: string): string => `version of ${path}`,
    version: (version: number): string => `status-version ${version}`,
    local: (zone: string): string =>
      `status-version 1, with local times of ${zone}; version 2 has usernames and exact times`,
    onlyUndef: "all clients are UNDEF: a status of version 1 does not show who logged in with a username",
    other: (found: number, configured: number): string =>
      `status-version ${found}, but OpenVPN's config has ${configured}: it was not restarted`,
  },
  maxClients: {
    subject: (server: string): string => `max_clients of ${server}`,
    other: (own: number, openvpn: number, path: string): string =>
      `${own} in the site's config, but OpenVPN accepts ${openvpn} (“max-clients” in ${path}; without it 1024)`,
  },
  hook: {
    subject: (server: string): string => `events of ${server}`,
    none: "not used: ends are as exact as the status",
    ok: (path: string): string => `OpenVPN adds its events to ${path}`,
    noKey: (path: string): string => `OpenVPN writes events to ${path}, but the site's config does not name the file`,
    scriptSecurity: "OpenVPN's config lacks “script-security 2”: it runs no script",
    notCalled: (name: string): string => `OpenVPN's config does not call the hook for “${name}”`,
    otherFile: (name: string, path: string): string => `“${name}” in OpenVPN's config names another file than ${path}`,
    noScript: (path: string): string => `the script ${path} is missing`,
    scriptDenied: (user: string, path: string): string => `OpenVPN's user ${user} may not read the script ${path}`,
    noFolder: (path: string): string => `the folder ${path} is missing`,
    hidden: (path: string): string => `no permission to read ${path}`,
    fileDenied: (user: string, path: string): string => `OpenVPN's user ${user} may not write to ${path}`,
    folderDenied: (user: string, path: string): string =>
      `OpenVPN's user ${user} may not create a file in ${path}: events that are in the history cannot be removed`,
    notReadable: (user: string, path: string): string => `${user}, who runs gen, may not read ${path}`,
    notRemovable: (user: string, path: string): string => `${user}, who runs gen, may not remove events from ${path}`,
    configHidden: (path: string): string =>
      `${path} is in order, but no config of OpenVPN was found that calls the hook`,
  },
  schedule: {
    subject: "regular runs",
    systemd: "systemd starts them",
    cron: (path: string, every: string | null): string =>
      `cron starts them${every === null ? "" : ` every ${every}`}: ${path}`,
    somehow: "something starts them at regular intervals",
    cronIgnores: (path: string, why: "name" | "owner" | "mode"): string => {
      const reasons = {
        name: "its name has other characters than A-Z, a-z, 0-9, _ and -",
        owner: "root does not own it",
        mode: "others than root may write to it",
      };
      return `cron ignores ${path}: ${reasons[why]}`;
    },
    timerOff: "the timer of systemd is not enabled",
    unreadable: (path: string): string => `no permission to read ${path}`,
    none: "nothing here starts gen regularly: neither systemd nor cron",
  },
  service: {
    subject: "systemd service",
    enough: (path: string): string => `allows what the config needs: ${path}`,
    noNetwork: (source: string): string => `has no network, which ${source} needs: the drop-in tcp-source is missing`,
    noNetworkForCommand: (path: string): string =>
      `lets ${path}, the command of [notify], use no network: the drop-in notify is missing`,
    notWritable: (paths: string): string => `may not write to ${paths}: the drop-in folders is missing`,
    noHome: (path: string): string => `may not read ${path}: the drop-in home is missing`,
  },
  aliases: {
    subject: "aliases",
    none: "none",
    count: (path: string, count: number): string => `${count === 1 ? "1 name" : `${count} names`} in ${path}`,
  },
  countries: {
    subject: "countries",
    off: "switched off",
    none: "none: the package with the database is not installed",
    missing: (path: string): string => `there is no ${path}`,
  },
  certificates: {
    subject: "certificates",
    none: "the config names none",
    count: (path: string, count: number): string => `${count === 1 ? "1 name" : `${count} names`} in ${path}`,
    ofServer: (name: string, kind: "server" | "ca"): string =>
      kind === "server" ? `certificate of ${name}` : `CA's certificate of ${name}`,
    until: (day: string): string => `valid until ${day}`,
    expiresSoon: (day: string): string => `expires on ${day}: without a new one, nobody can connect then`,
    expired: (day: string): string => `expired on ${day}: nobody can connect without a new one`,
  },
  folder: {
    history: (path: string): string => `history ${path}`,
    out: (path: string): string => `out ${path}`,
    ok: (free: string): string => `${free} are free`,
    hidden: "no permission to check it",
    missing: "there is none yet",
    noFolder: "it is not a folder",
    nested: (out: string): string =>
      `history and out are inside each other (${out}): the web server would serve the history`,
    denied: (user: string, at: string): string => `${user}, who runs gen, may not write here: ${at}`,
    openToAll: "every user of this host may read who was connected",
    losesGroup: "new files in it do not get its group, so the web server may not read them",
    full: (free: string): string => `only ${free} are free`,
    noFiles: (left: number): string => `only ${left} more files fit on the disk (inodes)`,
  },
  metrics: {
    subject: "metrics_file",
    missing: (folder: string): string => `the folder ${folder} does not exist: gen fails after it has made the site`,
  },
  lock: {
    subject: "lock",
    hidden: "no permission to read it",
    free: "free",
    running: (id: number, time: string): string => `a run has been going on for ${time} (process ${id})`,
    hangs: (id: number, time: string): string => `a run hangs: process ${id} has had it for ${time}`,
  },
  published: {
    hidden: "no permission to read it",
    missing: "it is missing",
    damaged: "it was not written by gen: a program cannot read it",
    ahead: (time: string): string => `made ${time} ahead of now, by a clock that was wrong: check it (timedatectl)`,
    ok: (age: string): string => `${age} old`,
  },
  lastRun: {
    subject: "last run",
    hidden: "no permission to read it",
    never: "none is known",
    ok: (ago: string, seconds: string): string => `${ago} ago, took ${seconds} s`,
    failed: (ago: string, why: string): string => `${ago} ago, failed: ${why}`,
    old: (ago: string): string => `${ago} ago: nothing has run since`,
    ahead: (time: string): string => `${time} ahead of now, by a clock that was wrong: check it (timedatectl)`,
    slow: (ago: string, seconds: string): string =>
      `${ago} ago, took ${seconds} s: runs of a minute's interval leave some out`,
  },
  notify: {
    subject: "command of [notify]",
    missing: (path: string): string => `there is no program ${path}`,
    mayNotRun: (user: string, at: string): string => `${user}, who runs gen, may not run it: ${at}`,
    untrusted: (path: string, why: string): string => `root does not run it: ${path} ${why}`,
    noInterpreter: (path: string, interpreter: string): string =>
      `${path} cannot start: its first line names ${interpreter}, which does not exist`,
    carriageReturn: (path: string): string => `${path} cannot start: its lines end as on Windows (CR LF)`,
    failed: (count: number, problem: string): string =>
      `${count === 1 ? "1 event is not told" : `${count} events are not told`}: ${problem}`,
  },
  formerSite: {
    subject: (out: string): string => `former [[site]] ${out}`,
    published:
      "it is not in the configuration any more, but what was published there last is still there, perhaps with names",
  },
  interval: {
    subject: (path: string): string => `interval of ${path}`,
    seen: (every: string): string => `a new status every ${every}`,
    seldom: (seen: string, written: string | null, cron: string | null): string =>
      [
        `a new status only every ${seen}`,
        ...(written === null ? [] : [`OpenVPN writes one every ${written}`]),
        ...(cron === null ? [] : [`cron runs every ${cron}`]),
      ].join("; "),
  },
  web: {
    subject: "web server",
    served: (server: string, path: string): string => `${server} serves the site: ${path}`,
    open: (path: string): string => `everybody may read the site: ${path} has neither a password nor a rule by address`,
    unreadable: (path: string): string => `no permission to read ${path}`,
    unused: (path: string): string => `${path} is not in use`,
    notServed: (server: string): string => `no config of ${server} serves the site`,
    noServer: "neither nginx, Apache nor Caddy is installed here",
    readSubject: (server: string): string => `${server}'s right to read`,
    hidden: "no permission to read the site",
    mayRead: (user: string): string => `${user} may read the site`,
    denied: (user: string, at: string): string => `${user} may not read ${at}`,
    passwordSubject: "password",
    noPasswords: (path: string): string => `there is no ${path}: nobody gets in with a password`,
    site: "answers with the site",
    password: "asks for a password",
    refused: (detail: string): string => `no answer (${detail})`,
    closedHere: "is closed to this host, as its config says",
    forbidden: "answers 403 (Forbidden)",
    other: (status: number, path: string): string =>
      `another site answers, or an old one (${status}): ${path} is not the one that is in use`,
  },
};

/** A further language is an object of this type: a missing key is a type error. */
export type DoctorTexts = typeof englishDoctor;
