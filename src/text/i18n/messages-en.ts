/** The texts of a source's state: its name, what it means, and what to do. */
interface SourceTexts {
  readonly label: string;
  readonly meaning: string;
  readonly fix: string;
}

/** Texts that replace those of a state if more is known. */
type AdviceTexts = Pick<SourceTexts, "meaning" | "fix"> & { readonly label?: string };

/**
 * English. Other languages have the same keys (`messages.ts`). These are plain texts: the code that shows them escapes.
 */
export const english = {
  languageTag: "en",

  weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  shortWeekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  months: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  longDay: (weekday: string, day: number, month: string, year: number): string => `${weekday}, ${day} ${month} ${year}`,
  longMonth: (month: string, year: number): string => `${month} ${year}`,

  /** In place of a figure that is unknown or not final yet. */
  unknown: "–",

  /** In place of an empty name. */
  noName: "(no name)",

  skipToContent: "Skip to content",
  siteNavigation: "Site",
  breadcrumb: "Where you are",
  today: "Today",
  wholeDay: "The whole day",
  overview: "Overview",
  history: "History",
  users: "Users",
  downloads: "Downloads",
  previous: "Previous",
  next: "Next",
  previousAndNext: "Previous and next",
  total: "Total",
  asOf: "As of",
  timesIn: (zone: string): string => `Times in ${zone}`,
  /** In place of running sessions that a table leaves out; a link to those that are connected follows. */
  leftOut: (count: number, formatted: string): string =>
    count === 1 ? "1 session is still running: see" : `${formatted} sessions are still running: see`,
  /** On figures without what running sessions have added today. */
  finalOnly: "ended sessions and finished days",
  newestSince: (count: string, day: string): string => `Newest ${count} sessions, since ${day}`,
  /** The name of what opens a session's details. */
  detailsOf: (user: string, start: string): string => `Details: ${user}, ${start}`,
  /** Rows of a list on several pages, and what leads to the others. */
  rowsOf: (from: string, to: string, all: string): string => `${from}–${to} of ${all}`,
  pagesOf: (heading: string): string => `Pages of this list: ${heading}`,
  addressCount: (count: number): string => `${count} addresses`,
  serverCount: (count: number): string => `${count} servers`,
  totalsNote: "Totals include ended sessions and the past days of running ones. The overview shows live figures.",

  status: { running: "running", ended: "ended", connected: "connected", notConfirmedSince: "not confirmed since" },

  /**
   * Short headings of table columns. The server counts `received` and `sent`; these headings are from the client's
   * side.
   */
  column: {
    user: "User",
    alias: "Alias",
    server: "Server",
    day: "Day",
    month: "Month",
    publicIp: "Public IP",
    tunnelIp: "Tunnel IP",
    start: "Start",
    end: "End",
    connectedSince: "Connected since",
    duration: "Duration",
    upload: "Upload",
    download: "Download",
    status: "Status",
    details: "Details",
    sessions: "Sessions",
    users: "Users",
    hours: "Hours",
    peak: "Peak",
    client: "Client",
    lastSeen: "Last seen",
  },
  columnHint: {
    upload: "Received by the server from the client",
    download: "Sent by the server to the client",
    hours: "Hours connected, summed over all sessions",
    peak: "Most sessions at one time",
  },

  /** Lines on stderr about `keep` of the config. */
  keepHeld: {
    begins:
      "keep deletes nothing for now: snapshots are more than a day apart, or the newest one is more than a day old. If the clock is right, keep continues after 24 hours of snapshots.",
    ends: "keep deletes again",
  },

  /** The line on stderr that a problem of `gen` itself has ended. */
  run: {
    worksAgain: (before: string): string => `gen works again (before: ${before})`,
    before: {
      "bad-source": "a source was not understood",
      "bad-history": "the history was not understood",
      "no-source": "something was missing",
      "cannot-write": "it could not write",
      io: "reading or writing failed",
      locked: "another run held the history",
      permission: "permission was denied",
      config: "the configuration was wrong",
      fault: "an internal fault",
    },
  },

  /** A line on stderr about the history. */
  cutRow: (path: string): string =>
    `${path}: the last row was incomplete and is gone: the next row has taken its place. A full disk or an incomplete copy may have cut it off; a backup may have all of it.`,
  cutFile: {
    begins: (path: string, quoted: string): string =>
      `${path}: the last row is cut off and not counted. A full disk or an incomplete copy may have cut it off; a backup may have all of it. Restore the file, or delete the row: sed -i '$d' ${quoted}`,
    unterminated: (path: string, quoted: string): string =>
      `${path}: the last row has no line end, so its last value may be cut off. It is counted as it is. Compare it with a backup. If it is right, add the line end: echo >> ${quoted}`,
    ends: (path: string): string => `${path} has no incomplete row any more`,
  },

  /** Next to a start that is not believed. */
  unsetClockStart: "start as the server's unset clock wrote it",

  /** Names of a session's fields in its details. */
  detail: {
    id: "Session ID",
    server: "Server",
    user: "User",
    alias: "Alias",
    commonName: "Common name",
    username: "Username",
    realAddress: "Real address",
    earlierAddresses: "Earlier addresses",
    until: (time: string): string => `until ${time}`,
    tunnelIpv6: "Tunnel IPv6",
    clientId: "Client ID",
    cipher: "Cipher",
    port: "Port",
    start: "Start",
    end: "End",
    lastSeen: "Last seen",
    firstSeen: "First seen",
    countedFrom: (day: string): string => `${day}: earlier traffic is counted on this day`,
    exactEnd: (time: string): string => `${time}, exact`,
    unknownEnd: (time: string): string => `${time} (exact end unknown)`,
    /** What a client runs on; either may be unknown and then empty. */
    clientOn: (version: string, platform: string): string =>
      version === "" ? platform : `OpenVPN ${version}${platform === "" ? "" : ` on ${platform}`}`,
  },

  /** How exact a page's totals are. */
  exactness: {
    exact: "exact",
    atLeast: "at least",
    allExact: "Exact: OpenVPN itself reported every session and its end.",
    intro: "At least this much.",
    noneMissing: "No session is missing: OpenVPN itself reported each.",
    atMostMore: (time: string): string => `at most ${time} more`,
    exactEnds: (exact: string, all: string): string =>
      exact === all ? "The ends of all these sessions are exact." : `${exact} of ${all} ends are exact.`,
    longer: (time: string): string => `The sessions that were seen may have lasted up to ${time} longer in total.`,
    othersLonger: (time: string): string => `The other sessions may have lasted up to ${time} longer in total.`,
    unknownEnds: (count: number, formatted: string): string =>
      `The exact end of ${count === 1 ? "1 session" : `${formatted} sessions`} is unknown.`,
    missed: "Sessions between two status updates may be missing.",
  },

  tile: {
    heading: "Right now and today",
    connected: "Connected now",
    connecting: (formatted: string): string => `${formatted} connecting`,
    unconfirmed: (formatted: string): string => `${formatted} not confirmed`,
    noCurrentSource: "no current status",
    peak: "Peak today",
    peakNote: "most at one time",
    sessions: "Sessions today",
    users: (count: number, formatted: string): string => (count === 1 ? "by 1 user" : `by ${formatted} users`),
    /** @param carried formatted; empty if there are none */
    usersToday: (count: number, formatted: string, carried: string): string =>
      count === 0
        ? "nobody yet"
        : `${count === 1 ? "1 user" : `${formatted} users`}${carried === "" ? "" : `, ${carried} carried over`}`,
    traffic: "Traffic today",
    /** @param formatted how many more or fewer */
    weekAgo: (difference: number, formatted: string, weekday: string, time: string): string =>
      difference === 0
        ? `as many as last ${weekday} at ${time}`
        : `${formatted} ${difference > 0 ? "more" : "fewer"} than last ${weekday} at ${time}`,
    pastPeak: (peak: string, days: number): string => `up to ${peak} in the ${days} days before`,
    usual: (percent: string, weekday: string): string => `${percent} % of a usual ${weekday}`,
    /** Of sessions that were first seen on the day, but began before it. */
    earlierTraffic: (count: number, formatted: string): string =>
      `with earlier traffic of ${formatted} ${count === 1 ? "session" : "sessions"}`,
    lastHours: "The last 24 hours",
    lastDays: "The last 14 days",
  },

  feed: {
    connected: (user: string): string => `${user} connected`,
    disconnected: (user: string): string => `${user} disconnected`,
    from: (address: string, country: string): string => `from ${address}${country === "" ? "" : `, ${country}`}`,
    tunnel: (address: string): string => `tunnel ${address}`,
    after: (duration: string): string => `after ${duration}`,
    traffic: (download: string, upload: string): string => `download ${download}, upload ${upload}`,
  },

  /** Each text of a notice follows a user's name, except those of gaps. */
  notices: {
    /** After the server's name. */
    full: {
      reached: { nearly: "is nearly full", full: "is full", beyond: "is full" },
      clients: (count: string, most: string): string =>
        `${count} of at most ${most} ${most === "1" ? "client" : "clients"}`,
      addresses: (count: string, most: string): string => {
        const [client, them] = count === "1" ? ["client", "it"] : ["clients", "them"];
        return `${count} ${client}, and ${most} ${most === "1" ? "address" : "addresses"} for ${them}`;
      },
      /** More are connected than the config says that there can be. */
      beyond: {
        clients: "max_clients in the config is lower than OpenVPN's own limit",
        addresses: "pool_size in the config is lower than what OpenVPN has",
      },
    },
    heading: "Worth a look",
    since: "since yesterday",
    none: "Nothing unusual since yesterday.",
    more: (count: number): string => (count === 1 ? "1 more since yesterday" : `${count} more since yesterday`),
    ofMonth: (count: number): string =>
      count === 1 ? "The notice of this month" : `All ${count} notices of this month`,
    noneOfMonth: "Nothing unusual in this month",
    monthCaption: "What was worth a look in this month, newest first",
    what: "What",
    rules: "What is listed here",
    neverConnected: (count: number): string =>
      count === 1 ? "1 alias has never connected" : `${count} aliases have never connected`,
    neverConnectedAlias: "has an alias, but has never connected",
    /** Before names, each with what follows. */
    expectedHeading: "Expected, not connected:",
    expected: "is expected, but not connected",
    absentSince: (time: string): string => `since ${time}`,
    absentSinceEver: "never yet",
    moreAbsent: (count: number): string => `and ${count} more`,
    gap: (from: string, until: string, total: string): string => `No status was read ${from} – ${until} (${total}).`,
    gaps: (count: string, total: string): string => `No status was read ${count} times, ${total} in total.`,
    /** It follows the name of the server. */
    sourceTrouble: (state: string, since: string): string => `${state} since ${since}`,
    twoAddresses: (earlier: string, later: string, from: string, until: string): string =>
      `was connected from ${earlier} and ${later} at the same time, ${from} – ${until}`,
    twoAddressesSince: (earlier: string, later: string, from: string): string =>
      `is connected from ${earlier} and ${later} at the same time, since ${from}`,
    newAddress: (time: string, address: string, usual: string, others: number): string =>
      `connected at ${time} from ${address}, a network that was not used in the last 90 days; usually ${usual}${others > 0 ? ` and ${others} more` : ""}`,
    newCountry: (time: string, address: string, country: string, usual: string): string =>
      `connected at ${time} from ${country} (${address}); usually from ${usual}`,
    firstSession: (time: string, address: string): string =>
      `connected at ${time} for the first time${address === "" ? "" : `, from ${address}`}`,
    back: (time: string, days: number, lastDay: string): string =>
      `connected at ${time} after ${days} days; last seen ${lastDay}`,
    unusualHour: (time: string, from: string, until: string): string =>
      `connected at ${time}; usually between ${from} and ${until}`,
    /** The name of the server is empty if the config has none. */
    serverCertificate: {
      server: {
        expires: (server: string, day: string): string =>
          `The certificate of ${server === "" ? "the server" : `server ${server}`} expires on ${day}: then nobody can connect`,
        expired: (server: string, day: string): string =>
          `The certificate of ${server === "" ? "the server" : `server ${server}`} expired on ${day}: nobody can connect`,
      },
      ca: {
        expires: (server: string, day: string): string =>
          `The CA's certificate${server === "" ? "" : ` of server ${server}`} expires on ${day}: then nobody can connect`,
        expired: (server: string, day: string): string =>
          `The CA's certificate${server === "" ? "" : ` of server ${server}`} expired on ${day}: nobody can connect`,
      },
    },
    certificateRevoked: (time: string, revoked: string): string =>
      `is connected, since ${time}, with a certificate that was revoked on ${revoked}`,
    certificateExpired: (time: string, day: string): string =>
      `is connected, since ${time}, with a certificate that expired on ${day}`,
    certificateExpires: (day: string): string => `has a certificate that expires on ${day}`,
    flapping: (count: string, usual: string): string => `reconnected ${count} times in a day; usually ${usual}`,
    muchTraffic: (bytes: string, usual: string): string => `moved ${bytes} in a day; usually at most ${usual}`,
    /** What a notice is about: below its sentence, in the feed and for a command. */
    label: {
      "server-certificate": "Certificate of a server or its CA",
      "certificate-revoked": "Revoked certificate",
      "certificate-expired": "Expired certificate",
      "two-addresses": "Two addresses",
      "new-country": "New country",
      "new-address": "New address",
      "first-session": "First session",
      back: "Back",
      "unusual-hour": "Unusual hour",
      flapping: "Reconnects",
      "much-traffic": "Traffic",
      "certificate-expires": "Certificate that expires soon",
      gap: "Gap",
    },
    meaning: {
      twoAddresses: (minutes: number): string =>
        `Two addresses: connected from two public addresses at the same time for more than ${minutes} minutes; the newest of each day.`,
      newAddress:
        "New address: outside the /24 (IPv6: /48) networks of the user's last 90 days. Not for users of five or more networks, for whom new ones are usual.",
      newCountry:
        "New country: not one of the countries of the user's last 90 days. Not for users of five or more countries.",
      firstSession: "First session: none is on record before it. Not in the first week of the record.",
      back: "Back: the first session after more than 90 days.",
      unusualHour:
        "Unusual hour: outside the hours in which 90 % of at least 20 sessions began, and hardly any began at about that time.",
      flapping: "Reconnects: at least 10 in a day, and more than three times the user's median.",
      muchTraffic: "Traffic: more than 1 GB in a day, and more than three times what 95 % of the user's days had.",
      gap: "Gaps: times without a status, by day; one over midnight has its own line, in each month that it touches. Of days that are over 62 days ago, only long gaps are known.",
    },
  },

  live: {
    heading: "Connected",
    caption: "Sessions that are connected, newest first",
    rate: "Mbit/s",
    rateHint: "Download and upload between the last two statuses",
    use: "4 weeks",
    presentOn: (days: number, known: number): string =>
      `Present on ${days} of ${known} days; above: traffic of the 14 days before today`,
    seen: (count: string): string => `seen ${count}×`,
    seenFirst: "first session from here",
    nobody: (time: string): string => `Nobody is connected at ${time}`,
    nobodyNote: "The status is current, but no client has a tunnel right now.",
    unknown: "Connection status unknown",
    unknownNote: "No source has a current status. The notice above explains why, and how to fix it.",
  },

  recent: {
    heading: (days: number): string => (days === 1 ? "Today" : `Last ${days} days`),
    caption: (day: string): string => `Sessions that began on ${day}, by user, newest first`,
    users: (count: number, formatted: string): string => (count === 1 ? "1 user" : `${formatted} users`),
    peak: (peak: string): string => `at most ${peak}`,
    hours: (hours: string): string => `${hours} h`,
    onlyCarried: "All sessions had begun before.",
    olderSessions: "All months",
    none: (days: number): string =>
      days === 1 ? "No session began today" : `No session began in the last ${days} days`,
    noneNote: "Older ones are in the history.",
  },

  empty: {
    history: "Nothing recorded yet",
    historyNote: "Sessions appear here as soon as the first client connects.",
    monthSessions: "No session began in this month",
    daySessions: "No session began on this day",
  },

  historyPage: {
    heading: "History",
    caption: "All months, newest first",
  },

  monthPage: {
    days: "Days",
    daysCaption: "The month's days, newest first",
    /** On the row of the day that goes on. */
    today: "today: ended sessions",
    topUsers: "Top users",
    topUsersCaption: "Users with the most hours connected in this month",
  },

  /** A month or a year on paper. */
  report: {
    link: "Report",
    heading: (period: string): string => `Report ${period}`,
    ofYears: "Reports of years",
    ofMonths: "The report of a month is on the month's page.",
    print: "For paper, A4 upright. Print it, or save it as a PDF.",
    asOf: (time: string): string => `As of ${time}, when the last of these sessions ended`,
    noEnd: "No session has ended yet",
    final: "All figures are final",
    sheet: (sheet: number, sheets: number): string => `Sheet ${sheet} of ${sheets}`,
    counted: "Ended sessions count, and of running ones the days that are over.",
    byHours: "Most hours",
    byTraffic: "Most traffic",
    traffic: "Traffic",
    exactness: "Accuracy",
    gapsUnknown: "Whether there were times without data is no longer known.",
    noGaps: "There were no times without data.",
    gaps: (count: number, formatted: string, time: string): string =>
      count === 1 ? `There was no data for ${time}.` : `There was no data at ${formatted} times, for ${time} in total.`,
    gapsKnownFrom: (time: string): string => `That is known from ${time} on.`,
    moreNotices: (count: number, formatted: string): string =>
      count === 1 ? "1 more notice" : `${formatted} more notices`,
  },

  /** Lists of sessions, which may have several pages. */
  sessionList: {
    heading: "Sessions",
    /** The link to the page with the newest sessions. */
    newest: "newest",
    caption: {
      day: "Sessions that began on this day, by user, newest first",
      carried: "Sessions from earlier days that were connected on this day, newest first",
      month: "Sessions that began in this month, by day and user, newest first",
      userMonth: "The user's sessions in this month, by day, newest first",
    },
  },

  dayPage: {
    carried: "Carried over from earlier days",
    /** Beside the number of sessions. */
    begun: "began on this day",
    begunAndCarried: (formatted: string): string => `began · ${formatted} carried over`,
    soFar: "so far",
  },

  usersPage: {
    heading: "Users",
    caption: "All users, by name",
    online: "online",
    neverSeen: "Aliases never seen",
    neverSeenNote: "These users are in the alias file, but have no session in the history.",
    neverSeenCaption: "Aliases without sessions",
  },

  /** The users page's table of clients. */
  clientVersions: {
    heading: "Clients",
    caption: "Clients by version and platform, newest version first",
    version: "OpenVPN",
    platform: "Platform",
    names: "Names",
    outdated: "outdated",
    note: "For each user and platform, the client of the newest session whose version is known. Outdated: another user here has a newer minor release; from OpenVPN 3 on, on the same platform. See openvpn.net for the releases that are still supported.",
  },

  userPage: {
    totals: "Totals",
    firstSeen: "First seen",
    lastSeen: "Last seen",
    online: "online now",
    months: "Months",
    monthsCaption: "The user's months, newest first",
    newestCaption: "The user's newest sessions, by day",
    olderSessions: "Older sessions are in the months below.",
    chartEnds: "The chart ends with the last finished day on which the user was connected.",
  },

  /** A user's days and hours. */
  presence: {
    heading: "Presence",
    days: (count: string, from: string, to: string): string =>
      `on ${count === "1" ? "1 day" : `${count} days`}, ${from} – ${to}`,
    levels: ["under 1 h", "1–4 h", "4–8 h", "8 h and more"],
    cell: (day: string, level: number): string =>
      `${day}: ${["", "under 1 h", "1–4 h", "4–8 h", "8 h and more"][level] ?? ""}`,
    hours: "Sessions begin at",
    usual: (from: string, until: string): string =>
      `Usually between ${from} and ${until} o'clock (90 % of all sessions)`,
    fewStarts: "Too few sessions to say what is usual.",
  },

  addresses: {
    heading: "Addresses",
    caption: "Public addresses, the last used first",
    country: "Country",
    first: "First",
    last: "Last",
    isNew: "new",
  },

  statusReport: {
    version: "OpenVPN",
    dco: "Data channel offload",
    dcoYes: "on (in the kernel)",
    dcoNo: "off",
    queue: "Longest broadcast queue",
    packets: (count: number, written: string): string => (count === 1 ? "1 packet" : `${written} packets`),
    tunnel: "Tunnel",
    counters: "What the client has moved since it started",
    counter: "Counter",
    size: "Size",
  },
  /** For a screen on a wall: few words. */
  wall: {
    most: (formatted: string): string => `of ${formatted}`,
    more: (formatted: string): string => `and ${formatted} more`,
  },

  serverPage: {
    clients: "Clients",
    addresses: "Addresses for clients",
    used: (count: string, most: string, percent: string): string => `${count} of ${most} (${percent} %)`,
    /** In the navigation of a site with only one. */
    one: "Server",
    all: "All servers",
    gone: "No longer configured",
    goneNote: "No source with this name is configured or found. What was recorded stays in the history.",
    months: "Months",
    monthsCaption: "The server's months, newest first",
  },

  serversPage: {
    heading: "Servers",
    caption: "All servers, with what is known of today",
    state: "State",
    lastStatus: "Last status",
    connected: "Connected",
    ofMost: (count: string, most: string): string => `${count} of ${most}`,
    peakToday: "Peak today",
    sessionsToday: "Sessions today",
    uploadToday: "Upload today",
    downloadToday: "Download today",
  },

  /** A server's routing table; “learned” and “last ref” are OpenVPN's words. */
  routes: {
    heading: "Routes",
    caption: "Clients with networks or hosts behind them",
    networks: "Networks behind the client",
    hosts: "Learned hosts",
    ownAddresses: "Own addresses",
    lastRef: "Last ref",
    lastRefHint: "When the server last used one of the client's routes",
    none: "No client has networks or hosts behind it.",
    others: "Other clients",
    othersCaption: "Clients with only their own addresses",
    more: (formatted: string): string => `${formatted} more`,
    notShown: (formatted: string): string => `and ${formatted} that are not shown`,
    unknown: "Routes unknown",
    unknownNote: "The server's status could not be read. The notice above explains why, and how to fix it.",
    overlap: "Networks of different clients overlap",
    overlapOwner: "of",
    overlapWithin: "is within",
    overlapSame: "is the same as",
    overlapMeaning:
      "OpenVPN sends packets for an address to the client with the smallest network that contains it. The others never get them.",
    overlapFix: "Check the “iroute” lines in the server's client-config-dir.",
  },

  /** The access review: on the users page, in its workbook, and about two addresses at once on a user's page. */
  review: {
    summary: "Users at a glance",
    onlineNow: "Online now",
    inactiveOver: (days: number): string => `Inactive over ${days} days`,
    twoAddresses: "Two addresses at the same time",
    /** The heading of pictures of the last days. */
    lastDays: "30 days",
    /** After the number of days on which a user was connected. */
    ofDays: (days: number): string => `of ${days} days`,
    firstSeen: "First seen",
    reconnects: "Reconnects per day",
    addresses: "Addresses",
    atOnce: "Shared login?",
    overDays: (days: number): string => `over ${days} days`,
    certificate: "Certificate",
    certificateTime: "Expires or revoked",
    unusedCertificates: "Certificates never used",
    unusedNote: "Valid, by the index of the CA, but no session on record used them. That of the server is one of them.",
    unusedCaption: "Certificates that nobody has connected with",
    certificateState: { valid: "valid", "expires-soon": "expires soon", expired: "expired", revoked: "revoked" },
    meanings: "What the columns mean",
    meaning: {
      lastSeen: (days: number, more: number): string =>
        `When the user's last session ended. Marked if that was more than ${days} or ${more} days before today.`,
      lastDays: "On which of the last 30 days the user was connected: the stronger the color, the longer.",
      reconnects:
        "How often a session followed an earlier one on the same day, on average over the days on which the user started a session.",
      addresses: "Number of different public addresses in all sessions of the user.",
      certificate:
        "The last day of the user's certificate, by the index of the CA; or when it was revoked. Of several, the one that is valid longest.",
      atOnce: (minutes: number): string =>
        `Sessions that were connected for more than ${minutes} minutes at the same time as an earlier session of the same user from another public address.`,
    },
    handover:
      "A shorter overlap proves nothing: when a client changes networks, its old session stays connected for a while.",
    sharedHeading: "Shared login? Connected from two addresses at the same time",
    sharedNote: (count: number, formatted: string, minutes: number): string =>
      `${count === 1 ? "Once" : `${formatted} times`}, for more than ${minutes} minutes. The credentials may be shared, or one person may use two devices.`,
    sharedNewest: (shown: string): string => `The newest ${shown}:`,
    period: (from: string, to: string): string => `${from} – ${to}`,
    periodSince: (from: string): string => `since ${from}`,
    and: "and",
    sheet: "Access review",
    active: "active",
    inactive: (days: number): string => `inactive > ${days} days`,
    neverConnected: "never connected",
    publicAddresses: "Public addresses",
    concurrentAddresses: "Concurrent addresses",
    newestConcurrent: "Newest concurrent",
  },

  daysLater: (days: number): string => (days === 1 ? "+1 day" : `+${days} days`),
  /** Progress of a run. */
  filesDone: (done: string, total: string): string => `${done} of ${total} files`,
  badgeProblem: "status problem",
  sessionCount: (count: number, formatted: string): string => (count === 1 ? "1 session" : `${formatted} sessions`),

  /** The search, and its page for browsers without JavaScript. */
  find: {
    link: "Find",
    heading: "Find",
    note: "All users and all public addresses. With JavaScript, the search field above also finds days, tunnel addresses, and who was connected at a time.",
    addresses: "Public addresses",
    addressesCaption: "Public addresses of all sessions, with the users who came from them",
    parts: "Parts of the list",
  },

  /** Groups of downloads; each offers a workbook and a CSV file. */
  download: {
    all: "All sessions",
    open: "Running sessions",
    closed: "Ended sessions",
    month: "This month",
    review: "Access review",
    usage: "Hours and traffic by user and day",
    workbook: "Excel",
    csv: "CSV",
  },

  chart: {
    connectionsHeading: "Connections, last 24 hours",
    connectionsSpan: (from: string, to: string): string => `Connected clients from ${from} to ${to}.`,
    nobody: "Nobody was connected",
    connectionsMost: (count: string, time: string): string => `Peak ${count} (${time})`,
    connectionsMean: (mean: string): string => `average ${mean}`,
    connectedCount: (count: string): string => `${count} connected`,
    noData: "No data for this period",
    noDataShort: "no data",
    noDataAt: (times: string): string => `no data ${times}`,
    noDataFor: (duration: string): string => `no data for ${duration}`,
    /** Where no status is known, but sessions are, for example after an import. */
    fromRecord: "from the record: sessions that are known",
    recorded: (what: string): string => `from the record: ${what}`,
    moreGaps: (count: number): string => `and ${count} more`,
    recordingSince: (time: string): string => `recording since ${time}`,
    chartFills: "The chart fills as time goes on.",
    gap: (from: string, to: string): string => `No data from ${from} to ${to}`,
    asTable: "Show as a table",
    asFile: "SVG file",
    tableCaption: "Most connected clients in each hour",
    hour: "Hour",
    clients: "Most clients",
  },

  trafficChart: {
    heading: "Traffic, last 24 hours",
    span: (from: string, to: string): string => `What the clients sent and received from ${from} to ${to}.`,
    most: (rate: string, time: string): string => `, at most ${rate} (${time})`,
    capped: (rate: string, time: string): string => `▲ ${rate} at ${time}`,
    tableCaption: "Traffic in each hour",
  },

  /** The map of the countries that sessions came from. */
  world: {
    heading: "Countries of the public addresses",
    what: "The countries in which the addresses are registered that sessions came from.",
    country: "Country",
    countries: (formatted: string): string => `${formatted} countries`,
    sessions: (range: string): string => `${range} sessions`,
    tableCaption: "Sessions and users by country",
  },

  /** The charts of 24 hours, 7 days, 30 days and 12 months. */
  usage: {
    title: "Usage",
    periods: "Periods",
    span: { "24h": "24 hours", "7d": "7 days", "30d": "30 days", "12m": "12 months" },
    heading: {
      "7d": "Connections and traffic by hour",
      "30d": "Connections and traffic by day",
      "12m": "Connections and traffic by week",
    },
    column: { "7d": "Hour", "30d": "Day", "12m": "Week" },
    connections: "Most at one time",
    period: (from: string, to: string): string => `${from} to ${to}`,
    weekFrom: (day: string): string => `week from ${day}`,
    unrecordedWeeks: (count: number): string => `no data in ${count} ${count === 1 ? "week" : "weeks"}`,
    tableCaption: "Most at one time, and the traffic",
    finished: "Up to yesterday: today is in the charts of the last 24 hours.",
  },

  hoursChart: {
    heading: "Connected clients by weekday and hour",
    what: "Mean number of connected clients for each weekday and hour.",
    weekdays: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    when: (weekday: string, hour: string): string => `${weekday} ${hour}:00`,
    busiest: (when: string, mean: string): string => `Busiest: ${when}, ${mean} on average`,
    quietest: (when: string, mean: string): string => `quietest: ${when}, ${mean}`,
    days: (count: number): string => (count === 1 ? "mean of 1 day" : `mean of ${count} days`),
    clients: (range: string): string => `${range} clients on average`,
    nobody: "nobody",
    tableCaption: "Mean number of connected clients by hour and weekday; a dash where there is no data",
  },

  /** The charts of sessions, users and peak per day and per month. */
  periodCounts: {
    daysHeading: (month: string): string => `Sessions, users and peak per day, ${month}`,
    monthsHeading: "Sessions, users and peak per month",
    yearHeading: (year: string): string => `Sessions, users and peak per month, ${year}`,
    span: (from: string, to: string): string => `From ${from} to ${to}.`,
    mostSessions: (count: string, when: string): string => `Most sessions: ${count} (${when})`,
    mostUsers: (count: string, when: string): string => `most users: ${count} (${when})`,
    highestPeak: (count: string, when: string): string => `highest peak: ${count} (${when})`,
    unrecorded: "no data",
    peak: "Peak (most at one time)",
    unrecordedDays: (count: number): string => `no data on ${count} ${count === 1 ? "day" : "days"}`,
    unrecordedMonths: (count: number): string => `no data in ${count} ${count === 1 ? "month" : "months"}`,
    newestMonths: (count: number): string => `only the newest ${count} months`,
    tableCaption: "Sessions that began, users who were connected, most sessions at one time",
  },

  /** The chart of a user's traffic and hours per day. */
  userDays: {
    heading: (period: string): string => `Traffic and hours per day, ${period}`,
    span: (from: string, to: string): string => `${from} to ${to}`,
    totals: (upload: string, download: string, hours: string, days: number): string =>
      `↓ ${download} · ↑ ${upload} · ${hours} h on ${days} ${days === 1 ? "day" : "days"}`,
    mostTraffic: (size: string, day: string): string => `most traffic: ${size} (${day})`,
    longest: (hours: string, day: string): string => `most hours: ${hours} (${day})`,
    hourUnit: "h",
    notConnected: "not connected",
    tableCaption: "The user's traffic and hours connected, by day",
  },

  timelineChart: {
    today: "Today: who was connected when",
    heading: "Who was connected when",
    what: (day: string): string => `Sessions on ${day}.`,
    count: (sessions: string, users: number, formatted: string): string =>
      `${sessions} of ${users === 1 ? "1 user" : `${formatted} users`}`,
    peak: (peak: string): string => `at most ${peak} at one time`,
    nobody: "Nobody was connected",
    others: (count: string): string => `${count} more`,
    bar: (user: string, start: string, end: string): string => `${user}, ${start} – ${end}`,
    before: "an earlier day",
    after: "a later day",
    asOf: (time: string): string => `as of ${time}`,
  },

  /** The workbook's and the CSV downloads' column titles and words. */
  workbook: {
    user: "User",
    alias: "Alias",
    publicIp: "Public IP",
    tunnelIp: "Tunnel IP",
    start: "Start",
    end: "End",
    durationSeconds: "Duration (s)",
    duration: "Duration",
    bytesReceived: "Received (bytes)",
    bytesSent: "Sent (bytes)",
    status: "Status",
    server: "Server",
    id: "ID",
    goneBy: "Gone by",
    endSource: "End source",
    clientVersion: "Client version",
    platform: "Platform",
    country: "Country",
  },
  /** What the end of a session is based on. */
  workbookEndSource: { event: "event (exact)", status: "status" },
  /** How a spreadsheet shows an instant; the letters are those of the file format in every language. */
  workbookInstantFormat: "yyyy-mm-dd hh:mm:ss",
  /** How a spreadsheet shows a day of the month in a title. */
  workbookDayFormat: "ddd d",

  /** Files that the config names beside sources. `ends`: on stderr, also if the config no longer names the file. */
  fileProblem: {
    aliases: {
      heading: "Aliases are not shown",
      ends: "The problem with the alias file is over",
      fix: 'Fix the alias file: it must be one JSON object of user names and aliases, such as {"user1": "Max Mustermann"}.',
    },
    countries: {
      heading: "Countries are not shown",
      ends: "The problem with the database of countries is over",
      fix: 'Put a newer or undamaged database of countries there (.mmdb), or set geoip = "off".',
    },
    certificates: {
      heading: "Certificates are not checked",
      ends: "The problem with the files of certificates is over",
      fix: "Let the user of gen read the file, and name the right one: easyrsa_index is the pki/index.txt of easy-rsa, ca and cert are certificates in PEM format.",
    },
  },

  /** Texts for the command of `[notify]`, and lines on stderr about it. */
  notify: {
    leftOut: (count: number): string =>
      count === 1 ? "1 older event is left out" : `${count} older events are left out`,
    leftOutText: "Too many were due. The site has all of them.",
    worksAgain: "The command of [notify] works again",
    canRunAgain: "The command of [notify] can be run again",
    said: (text: string): string => `It said: ${text}`,
  },

  /** On stderr. A command follows after `begins`. */
  outGroup: {
    begins: (path: string, group: string, outGroup: string): string =>
      `${path} belongs to group ${group}, but the out folder to ${outGroup}: the web server may not be able to read it. Run this as root, or let gen --full repair what it may:`,
    ends: "all files in out have the group of the folder again",
  },

  /** On stderr: a site for others that the config no longer has. */
  formerSite: {
    begins: (out: string, command: string): string =>
      `${out} is not in the configuration as a [[site]] any more, but what was published there last is still there, perhaps with names. Put the [[site]] back, or remove it: ${command}`,
    ends: (out: string): string =>
      `${out}: nothing is published there any more, or the [[site]] is in the configuration again`,
  },

  /** Texts about sources and their states. */
  source: {
    heading: "Sources",
    none: "No source is configured or found",
    noneEnds: "A source is configured or found again",
    noneFix:
      "Name OpenVPN's status file with --status or under [[server]] in the configuration: the path in the server's “status” directive.",
    since: (time: string): string => `since ${time}`,
    snapshotAt: (time: string): string => `last status ${time}`,
    never: "no status yet",
    /** Before the message of the reader or parser, which is always English. */
    found: "Found:",
    fix: "What to do:",
    /** On stderr, in the run that creates the history. */
    webSessions: (file: string, command: string): string =>
      `${file} is the history of OpenVPN Status Web. To import it: ${command}`,
    /**
     * On stderr, when a problem begins and when it has ended. `found` is the message of the reader or parser, or empty.
     */
    noticeBegins: ({ label, meaning, fix }: SourceTexts, found: string): string =>
      `${label}: ${found === "" ? meaning : sentence(found)} ${fix}`,
    noticeEnds: (label: string): string => `ok again (was ${label})`,
    kept: "The history stays unchanged until a new status is read.",
    /** Above a list of these rows on the page, and before them on stderr. */
    rowsSetAside: (count: number): string =>
      count === 1 ? "1 row of the status is set aside" : `${count} rows of the status are set aside`,
    rowsMeaning:
      "They are malformed or impossible. All other rows are used. If such a row may belong to a session, that session waits: it is neither continued nor ended.",
    rowsFix:
      "A wrong counter or start is fixed once the client reconnects. If rows do not have the fields of their header, update the OpenVPN that writes them.",
    row: (line: number): string => `Line ${line}`,
    moreRows: (count: number): string => `and ${count} more`,
    rowsTaken: "all rows of the status are used again",
    state: {
      ok: { label: "ok", meaning: "", fix: "" },
      stale: {
        label: "stale",
        meaning: "The status is older than it should be.",
        fix: "OpenVPN has stopped or no longer writes this file. Check that the server runs and that its “status” directive (or the --status in its systemd unit, which wins) names this path. If the file is meant to be written less often, let OpenVPN write it every minute (“status FILE 60”), or raise stale_after in the configuration.",
      },
      missing: {
        label: "missing",
        meaning: "The file does not exist.",
        fix: "Check the configured path against the server's “status” directive; a systemd unit's --status wins over it. A file in /tmp is hidden by the unit's PrivateTmp: let OpenVPN write below /run instead.",
      },
      unreadable: {
        label: "unreadable",
        meaning: "There is no permission to read the source.",
        fix: "OpenVPN creates the file for root only (mode 0600), but keeps the mode of an existing file. Let systemd-tmpfiles create it beforehand, in /etc/tmpfiles.d: “z /run/openvpn-server 0710 root GROUP -” and “f /run/openvpn-server/status-server.log 0640 root GROUP -”, with a group of the user that runs this command; then restart OpenVPN.",
      },
      empty: {
        label: "empty",
        meaning: "The file is empty.",
        fix: "Most likely logrotate or a script emptied or replaced it, while OpenVPN keeps writing to the file that it opened. Exclude status files from rotation, and restart the server if the file stays empty. Otherwise the disk was full, or a row was 512 bytes or longer because of a very long common name: free space, shorten the name, and restart the server.",
      },
      incomplete: {
        label: "incomplete",
        meaning: "The file could not be read completely.",
        fix: "OpenVPN was writing at every attempt, or the file is cut off. If this persists, check for a full disk, and let OpenVPN write less often (“status FILE 10”).",
      },
      invalid: {
        label: "invalid",
        meaning: "The file is not a usable status.",
        fix: "Check that the path is the server's status file, that nothing else writes to it, and that the clocks and time zones of both systems agree.",
      },
      "client-statistics": {
        label: "client statistics",
        meaning: "This is the statistics file of an OpenVPN client or point-to-point tunnel. It lists no clients.",
        fix: "Name the status file of the server instead.",
      },
    },
    /** Replace the texts of a state if more is known; with a label if the state is ok. */
    advice: {
      "not-a-status-log": {
        meaning: "This is not a status file of OpenVPN.",
        fix: "Name the file of the server's “status” directive. “log” and “log-append” name the log, which is a different file.",
      },
      "management-dump": {
        meaning: "This file contains an answer of the management interface.",
        fix: 'Configure the interface itself as the source: status = "unix:/path" or "tcp:HOST:PORT" under [[server]], as in the server\'s “management” directive. Or name the file of its “status” directive.',
      },
      "wrong-zone": {
        meaning: "The times in this file belong to another time zone.",
        fix: "Set timezone under [[server]] in the configuration to the server's time zone, or let OpenVPN write “status-version 2” or “3”, which need no time zone.",
      },
      "clock-not-set": {
        label: "clock not set",
        meaning: "The server's clock is not set.",
        fix: "Its status has a date from before OpenVPN existed. Sessions that start before the clock is set get wrong starts: let the system set its clock (NTP) before OpenVPN starts.",
      },
      "clock-ahead": {
        meaning: "The status has a time in the future.",
        fix: "Set the clocks of both systems, for example by NTP. For a status of version 1, set timezone under [[server]] to the server's time zone.",
      },
      "only-undef": {
        label: "no names",
        meaning: "All clients are called UNDEF.",
        fix: "They log in with usernames, which a status of version 1 does not show. Add “status-version 2” or “username-as-common-name” to the server's configuration.",
      },
      "two-writers": {
        label: "two servers in turn",
        meaning:
          "Two servers seem to write this file in turn: all clients vanish, and others return with the same starts as before.",
        fix: "Give each server its own status path. “status” names the same file in two configurations, for example those for UDP and TCP.",
      },
      "events-unreadable": {
        label: "events cannot be read",
        meaning: "The event file cannot be read.",
        fix: "Let the user that runs this read it. Without events, ends are as exact as the status interval.",
      },
      "events-lines": {
        label: "events not understood",
        meaning: "Lines of the event file are not events.",
        fix: "Only OpenVPN's hook may write this file. All other lines are used.",
      },
      "events-silent": {
        label: "events are missing",
        meaning: "A client has connected, but the hook has written no event.",
        fix: "Restart OpenVPN if the hook is new in its config. Check that OpenVPN's user may write the event file, and that its disk is not full.",
      },
      "management-refused": {
        meaning: "No management interface answers at this address.",
        fix: "Check that the server runs and that its “management” directive names this address: “management 127.0.0.1 7505” for tcp:127.0.0.1:7505, “management /run/openvpn/x.sock unix” for unix:/run/openvpn/x.sock.",
      },
      "management-unknown-host": {
        meaning: "The host of the management interface is unknown.",
        fix: "Check the host in tcp:HOST:PORT against the server's “management” directive, and that this system can resolve its name.",
      },
      "management-denied": {
        meaning: "There is no permission to open the management interface.",
        fix: "Let the user that runs this command open the socket: name it with “management-client-user” or “management-client-group” in the server's configuration, and give it access to each folder of the path.",
      },
      "management-password": {
        meaning: "The management interface did not get the right password.",
        fix: "Set password_file under [[server]] to a file that the user that runs this command may read. Its first line must be the password from the file that the server's “management” directive names.",
      },
      "management-busy": {
        meaning: "The management interface accepts the connection, but does not answer.",
        fix: "It serves one client at a time, and another one is connected: another monitoring program, a GUI or a forgotten telnet (“ss -tnp” and “ss -xp” on the server show it). Let that client disconnect between its requests.",
      },
      "management-cut-off": {
        meaning: "The management interface stopped in the middle of its answer.",
        fix: "The server was probably restarting. If this persists, check the server's log.",
      },
      "management-invalid": {
        meaning: "Whatever answers at this address is not a management interface.",
        fix: "Check the address and its port against the server's “management” directive.",
      },
      "management-stale": {
        meaning: "The management interface answers, but its time is behind.",
        fix: "The clocks of the two systems differ by more than stale_after: set both, for example by NTP.",
      },
    } satisfies Record<string, AdviceTexts>,
  },

  /** Texts for the pages' scripts. They are sent to the browser as they are, with `{placeholders}` to fill in. */
  browser: {
    theme: "Theme",
    themeSystem: "system",
    themeLight: "light",
    themeDark: "dark",
    reload: "Auto reload",
    reloadOff: "Reload: off",
    reloadEvery: "Reload: {period}",
    seconds: "{count} s",
    minutes: "{count} min",
    hours: "{count} h",
    oneDay: "1 day",
    days: "{count} days",
    reloadFailed: "No answer; trying again",
    reloadNow: "Reload",
    pageOld: "This page is {age} old.",
    siteStopped: "Not updated for {age}. Does cron still run “gen”?",
    secondsAgo: "{count} s ago",
    minutesAgo: "{count} min ago",
    hoursAgo: "{count} h ago",
    oneDayAgo: "1 day ago",
    daysAgo: "{count} days ago",
    user: "User",
    allUsers: "All users",
    status: "Status",
    allStatuses: "All sessions",
    active: "Active",
    ended: "Ended",
    server: "Server",
    allServers: "All servers",
    search: "Search",
    clear: "Clear filter",
    shownRows: "{name}: {shown} of {all}",
    noMatch: "Nothing matches the filter",
    userPage: "Page of {name}",
    amongAllUsers: "Look for “{name}” among all users",
    download: "Excel: {what}",
    allSessions: "all sessions",
    runningSessions: "running sessions",
    endedSessions: "ended sessions",
    sortBy: "Sort by",
    newestFirst: "Newest first",
    rowAbove: "Above",
    rowBelow: "Below",
    copyId: "Copy ID",
    /** Of a group: how many of its sessions pass the filter, and all of them, as in “3 of 20 sessions”. */
    someOf: "{shown} of {all}",
    oneRow: "1 row",
    rows: "{rows} rows",
    asOf: "as of {time}",
    ofAllServers: "of all servers",
    searchNotApplied: "the search is not applied",
    close: "Close",
    sessions: "{count} sessions",
    noName: "(no name)",
    oneSession: "1 session",
    find: "Find a user, address or day",
    findHint: "Find … ( / )",
    findUsers: "Users",
    findAddresses: "Addresses",
    findSessions: "Sessions",
    findDays: "Days",
    findNone: "Nothing found",
    findLoading: "Searching the history …",
    findFailed: "The search index cannot be loaded",
    findHelp: "Also: an address, a day, @2026-11-25 03:00 for who was connected then, or an address and @time",
    findNoTime: "There is no such time: write it like @2026-11-25 03:00",
    findMore: "{count} more",
    findCount: "{count} found",
    findPublic: "public address",
    findTunnel: "tunnel address",
    findEarlier: "earlier address, last seen {time}",
    findPossible: "possible",
    findCertain: "certain",
    findRunning: "running",
    findMayLast: "perhaps until {time}",
    deleteSessions: "Delete sessions…",
    stopDeleting: "Cancel",
    selection: "Delete sessions",
    selectSession: "Select {session}",
    selectAll: "Select all sessions, including folded ones",
    selectRunning: "{session} is connected: it cannot be deleted",
    selectHint: "Select the sessions to delete. Shift selects a range.",
    selectedCount: "{count} selected",
    selectedHidden: "({count} of them hidden by the filter)",
    clearSelection: "Clear",
    toCommand: "Go to the command",
    copy: "Copy",
    copied: "Copied",
    notCopied: "Select the command and copy it",
    pruneAdvice: "A page cannot delete. Run the commands on the VPN server, as the user of cron:",
    pruneLook: "Look first:",
    pruneDelete: "Delete, with a backup:",
    everything: "Delete the whole history instead",
    everythingOf: "Delete everything of {names} instead",
  },
};

/** All texts for users. Each further language is an object of this type: a missing or misspelt key is a type error. */
export type Messages = typeof english;

/** Adds a full stop if there is none, so that another sentence can follow. */
function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
