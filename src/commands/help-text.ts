/** What `--help` prints. The README holds the same commands and flags at length. */
export function helpText(): string {
  return `openvpn-status-site: a static status site and an exact session history for OpenVPN servers

  gen            read the status logs, update the history, write the site
    --status PATH      a status log, glob, or unix:/path or tcp:host:port of the management interface; repeatable
    --name NAME        name of the server, with a single --status
    --config FILE      configuration (TOML)
    --history FOLDER   where the session history is kept (history)
    --out FOLDER       where the site is written (out)
    --aliases FILE     JSON of names to show beside users (openvpn-aliases.json)
    --title TEXT, --language en|de, --timezone ZONE
    --full             write every file anew; needed to take over the folder of a demo
    --now TIME         run as if at this time, e.g. 2026-11-21T08:12:15Z
    -q, --quiet        say nothing of sources;  -v, --verbose  say what was done
  prune [ID…]    delete ended sessions from history and site; on a terminal with nothing selected: a list
    --user NAME, --server NAME, --from DAY, --to DAY, --older-than 90d, --all
    --dry-run          only show;  --yes  do not ask;  --backup FILE  first write away what goes
  import FILE…   bring in openvpn-sessions.csv of OpenVPN Status Web, a backup of prune, or status files
    --server NAME      whose sessions they are;  prune and import take gen's flags too
  parse FILE     print a status log as JSON (- for standard input)
    --timezone ZONE    zone of the local times in a version 1 file;  --encoding LABEL  of names that are not UTF-8
  demo           a made-up month of a small company, into out/
    --out FOLDER, --language en|de, --now TIME

Exit codes: 0 done, 64 usage, 65 source or history not understood, 66 no source, 73 cannot write, 74 I/O,
75 locked by another run, 77 no permission, 78 configuration.
`;
}
