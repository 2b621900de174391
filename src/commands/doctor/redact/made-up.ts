import { publicAddress } from "../../../rollup/public-address.js";
import { canonicalAddress } from "../../../status/ip-address.js";
import { parsePeerAddress } from "../../../status/parse-peer-address.js";
import { parseVirtualAddress } from "../../../status/parse-virtual-address.js";
import { maskText } from "./mask-text.js";

/** Makes up a name or an address for each one of a file: the same one for the same. */
export class MadeUp {
  /** Nothing that the file contains is used as a made-up value. */
  readonly #taken: ReadonlySet<string>;
  readonly #known = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken;
  }

  /** `user-1`, with as many commas as the name has: they decide how a row is split. */
  name(text: string): string {
    // What OpenVPN writes where there is no name.
    if (text === "" || text === "UNDEF") return text;
    const commas = ",".repeat(text.split(",").length - 1);
    return this.#remember(`name ${text}`, "user", (count) => `user-${count}${commas}`);
  }

  /** Keeps the protocol, the brackets and the port. */
  peerAddress(text: string): string {
    const parsed = parsePeerAddress(text);
    if (parsed === undefined) return maskText(text);
    const { host, protocol = "" } = parsed;
    return protocol + text.slice(protocol.length).replace(host, this.#host(host));
  }

  /** An address, network or MAC address, perhaps with the mark of a cached route. */
  virtualAddress(text: string): string {
    const parsed = parseVirtualAddress(text);
    if (parsed === undefined) return maskText(text);
    const { kind, address, cached } = parsed;
    const mark = cached ? "C" : "";
    if (kind === "ip") return this.#host(address) + mark;
    if (kind === "network") return this.#network(address) + mark;
    const [mac = "", vlan] = address.split("@");
    return `${this.#mac(mac)}${vlan === undefined ? "" : `@${vlan}`}${mark}`;
  }

  #host(text: string): string {
    const canonical = canonicalAddress(text);
    if (canonical.includes(":")) {
      const isPublic = publicAddress(canonical) !== undefined;
      return this.#remember(`host ${canonical}`, isPublic ? "public6" : "private6", (count) =>
        isPublic ? `2001:db8::${toGroups(count)}` : `fd00::${toGroups(count)}`,
      );
    }
    const isPublic = publicAddress(canonical) !== undefined;
    const made = this.#remember(
      `host ${canonical}`,
      isPublic ? "public4" : "private4",
      isPublic ? toPublic : toPrivate,
    );
    return text.includes(":") ? `::ffff:${made}` : made;
  }

  #network(text: string): string {
    const [host = "", bits = ""] = text.split("/");
    const made = this.#remember(`network ${text}`, "network", (count) =>
      host.includes(":") ? `fd00:${toGroups(count)}::` : toNetwork4(count),
    );
    return `${made}/${bits}`;
  }

  #mac(text: string): string {
    return this.#remember(`mac ${text.toLowerCase()}`, "mac", (count) => {
      const digits = count.toString(16).padStart(8, "0").match(/../g) ?? [];
      // A prefix that belongs to no manufacturer.
      return ["02", "00", ...digits].join(":");
    });
  }

  #remember(key: string, kind: string, make: (count: number) => string): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    let made: string;
    do {
      const count = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, count);
      made = make(count);
    } while (this.#taken.has(made));
    this.#known.set(key, made);
    return made;
  }
}

/** The networks for documents (RFC 5737). */
const DOCUMENTATION = ["203.0.113", "198.51.100", "192.0.2"];
const HOSTS = 254;

function toPublic(count: number): string {
  const index = count - 1;
  const network = DOCUMENTATION[Math.floor(index / HOSTS)];
  if (network !== undefined) return `${network}.${(index % HOSTS) + 1}`;
  const rest = index - DOCUMENTATION.length * HOSTS;
  // The network for benchmarks (RFC 2544), then reserved ones: more than a file of 16 MiB can name.
  const upper = Math.floor(rest / 65_536);
  return `${upper < 2 ? `198.${18 + upper}` : `${240 + Math.floor((upper - 2) / 256)}.${(upper - 2) % 256}`}.${toLower(rest)}`;
}

function toPrivate(count: number): string {
  return `10.${Math.floor(count / 65_536)}.${toLower(count)}`;
}

/** The last two numbers of an address. */
function toLower(count: number): string {
  return `${Math.floor(count / 256) % 256}.${count % 256}`;
}

/** Addresses that {@link toPrivate} does not give, then reserved ones. */
function toNetwork4(count: number): string {
  const third = Math.floor(count / 100);
  if (third < 256) return `10.${100 + (count % 100)}.${third}.0`;
  return `${250 + Math.floor(count / 65_536)}.${toLower(count)}.0`;
}

/** One or two groups of an IPv6 address. */
function toGroups(count: number): string {
  const high = Math.floor(count / 65_536);
  return `${high === 0 ? "" : `${high.toString(16)}:`}${(count % 65_536).toString(16)}`;
}
