/** What of an OpenVPN server's config matters here. Paths are as they are written there. */
export interface ServerDirectives {
  /** Whether it is a server with several clients: a client's config has no status that lists clients. */
  readonly isServer: boolean;
  readonly status: { readonly path: string; readonly intervalSeconds: number } | null;
  /** 1, 2 or 3, if the config has it. */
  readonly statusVersion: number | null;
  /** The networks of the clients' virtual addresses: `10.8.0.0/24`, `fd00::/64`. */
  readonly networks: readonly string[];
  /** The user that OpenVPN becomes; null: it stays root. */
  readonly user: string | null;
  readonly logPath: string | null;
  /** Below 2, OpenVPN runs no script that the config names. */
  readonly scriptSecurity: number;
  /** The commands for the events, as they are written. */
  readonly clientConnect: string | null;
  readonly clientDisconnect: string | null;
  readonly maxClients: number;
}

/** OpenVPN's own, for a `status` without a number (init.c: `options->status_file_update_freq`). */
const STATUS_DEFAULT_SECONDS = 60;

/** OpenVPN's own (options.c: `o->max_clients`). */
const DEFAULT_MAX_CLIENTS = 1024;

/** Parses the text of an OpenVPN config. Everything else is skipped, also keys inside the file. */
export function parseServerConfig(text: string): ServerDirectives {
  const values = new Map<string, readonly string[]>();
  let block: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const tag = /^\s*<(\/?)([a-z-]+)>\s*$/.exec(line);
    if (tag !== null) block = tag[1] === "/" ? null : (tag[2] ?? null);
    if (tag !== null || block !== null) continue;
    const [name, ...words] = splitWords(line);
    // The last one counts, as in OpenVPN.
    if (name !== undefined) values.set(name.replace(/^--/, ""), words);
  }
  const [statusPath, seconds] = values.get("status") ?? [];
  const word = (name: string): string | null => values.get(name)?.[0] ?? null;
  return {
    isServer:
      ["server", "server-bridge", "server-ipv6", "ifconfig-pool"].some((name) => values.has(name)) ||
      word("mode") === "server",
    status:
      statusPath === undefined
        ? null
        : { path: statusPath, intervalSeconds: toWholeNumber(seconds) ?? STATUS_DEFAULT_SECONDS },
    statusVersion: toWholeNumber(word("status-version")),
    networks: [...toIpv4Network(values.get("server")), ...toIpv6Network(values.get("server-ipv6"))],
    user: word("user"),
    logPath: word("log-append") ?? word("log"),
    scriptSecurity: toWholeNumber(word("script-security")) ?? 1,
    clientConnect: word("client-connect"),
    clientDisconnect: word("client-disconnect"),
    maxClients: toWholeNumber(word("max-clients")) ?? DEFAULT_MAX_CLIENTS,
  };
}

/** As OpenVPN splits a line: quotes of both kinds, a backslash before a character, and comments (options_util.c). */
function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  const word = /\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([#;].*)|((?:\\.|[^\s"'\\])+))/y;
  for (let found = word.exec(line); found !== null; found = word.exec(line)) {
    const [, quoted, literal, comment, plain] = found;
    if (comment !== undefined) break;
    words.push(literal ?? (quoted ?? plain ?? "").replace(/\\(.)/g, "$1"));
  }
  return words;
}

function toWholeNumber(word: string | null | undefined): number | null {
  return word !== null && word !== undefined && /^\d{1,6}$/.test(word) ? Number(word) : null;
}

function toIpv4Network([network, mask]: readonly string[] = []): readonly string[] {
  const bits = mask === undefined ? null : toPrefixLength(mask);
  return network === undefined || bits === null || !/^\d+\.\d+\.\d+\.\d+$/.test(network) ? [] : [`${network}/${bits}`];
}

function toIpv6Network([network]: readonly string[] = []): readonly string[] {
  return network !== undefined && /^[0-9a-f:]+\/\d{1,3}$/i.test(network) ? [network] : [];
}

/** `255.255.255.0` → 24; null if it is no mask. */
function toPrefixLength(mask: string): number | null {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(mask)) return null;
  const bits = mask
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
  return /^1*0*$/.test(bits) && bits.length === 32 ? (!bits.includes("0") ? 32 : bits.indexOf("0")) : null;
}
