import { parsePeerAddress } from "../../status/parse-peer-address.js";
import { canonicalAddress } from "../../status/ip-address.js";
import { findClientPrefix, parseClient, type ClientPrefix } from "./client-prefix.js";

/** What a line of the log means. Lines about neither clients nor the server's start and stop have no event. */
export type LogEvent =
  /** TLS is complete. Whether the client may come in is not known yet. */
  | { readonly kind: "initiated"; readonly address: string; readonly commonName: string }
  | { readonly kind: "client"; readonly client: ClientPrefix; readonly says: ClientMessage }
  /** The server closed all earlier connections of a name, since another one arrived. */
  | { readonly kind: "replaced"; readonly commonName: string }
  /** The newest client got a tunnel address; OpenVPN had lost the prefix, because it closed another client just before. */
  | { readonly kind: "pool-after-close"; readonly tunnelIp: string; readonly tunnelIpv6: string }
  | { readonly kind: "floated"; readonly from: ClientPrefix; readonly to: ClientPrefix }
  | { readonly kind: "server-started" }
  /** The server begins to stop: this line comes up to two seconds before the final one. */
  | { readonly kind: "server-stopping" }
  | { readonly kind: "server-stopped" };

export type ClientMessage =
  | { readonly kind: "ended" }
  /** The client's exit notification; OpenVPN closes the connection five seconds later. */
  | { readonly kind: "leaving" }
  | { readonly kind: "refused" }
  | { readonly kind: "pool"; readonly tunnelIp: string; readonly tunnelIpv6: string }
  | { readonly kind: "tunnel"; readonly tunnelIp: string }
  | { readonly kind: "tunnel"; readonly tunnelIpv6: string }
  /** The client may use the tunnel. */
  | { readonly kind: "accepted" }
  | { readonly kind: "version"; readonly value: string }
  | { readonly kind: "platform"; readonly value: string }
  | { readonly kind: "username"; readonly value: string }
  | { readonly kind: "cipher"; readonly value: string }
  /** Any other line about it: it is connected. */
  | { readonly kind: "alive" };

// Each of these is compared with a whole line: a name in a client's line cannot be mistaken for it.
const BANNER = /^OpenVPN \d[\w.~+-]* [\w.-]+ (?:\[[\w /().-]*\] ?)+(?:built on [\w :]+)?$/;
const STOPPED = /^SIG[A-Z0-9]+\[(?:hard|soft),[\w-]*\] received, process (?:exiting|restarting)$/;
const MULTI_INIT = /^MULTI: multi_init called, r=\d+ v=\d+$/;
const CLIENT_SIGNAL = /^ SIG[A-Z0-9]+\[(?:hard|soft),[^\]]*\] received, client-instance (?:exiting|restarting)$/;
// With the flag "s", since a name may contain U+2028, which "." would not match.
const POOL = /^MULTI_sva: pool returned IPv4=(\S+), IPv6=(.+)$/s;
const LEARN = /^MULTI: Learn: \S+ -> (.+)$/s;
const PRIMARY = /^MULTI: primary virtual (IP|IPv6) for (.+): (\S+)$/s;
const FLOATED = /^peer \d+ \((.*)\) floated from (\S+) to (?:\[AF_INET6?\])?(\S+)$/s;
const INITIATED = /^\[(.*)\] Peer Connection Initiated with (?:\[AF_INET6?\])?(\S+)(?: \(via \S+\))?$/s;
const TCP_CONNECTION = /^TCP connection established with \[(AF_INET6?)\](\S+)$/;
const USERNAME =
  /^TLS: Username\/Password authentication (?:succeeded|deferred) for username '(.*)' ?(?:\[CN SET\])?$/s;
const CIPHER = /^(?:Data Channel: cipher|Outgoing Data Channel: Cipher) '([\w-]{1,40})'/;
/** OpenVPN gives up a client. At a low verbosity, no other line shows that it is gone. */
const GIVEN_UP =
  /^(?:\[.*\] Inactivity timeout \(--[a-z-]+\), (?:restarting|exiting)|Connection reset, restarting \[-?\d+\])$/s;
const REFUSED =
  /^(?:SENT CONTROL \[.*\]: 'AUTH_FAILED|WARNING: Failed running command \(--client-connect\)|WARNING: client-connect plugin call failed)/s;
const REPLACED = "MULTI: new connection by client '";
const REPLACED_TAIL =
  "' will cause previous active sessions by this client to be dropped.  Remember to use the --duplicate-cn option if you want multiple clients using the same certificate or username to concurrently connect.";
/** A prefix that OpenVPN does not remove. */
const STALE_PREFIX = "Connection Attempt ";

/**
 * Parses a message, as OpenVPN 2.3 and later write it.
 *
 * @param isKnown whether a client is connected or in the handshake
 */
export function toLogEvent(message: string, isKnown: (client: ClientPrefix) => boolean): LogEvent | undefined {
  const serverMessage = message.startsWith(STALE_PREFIX) ? message.slice(STALE_PREFIX.length) : message;
  return toServerEvent(serverMessage) ?? toSignal(message) ?? toClientEvent(message, isKnown);
}

function toServerEvent(message: string): LogEvent | undefined {
  switch (message.charAt(0)) {
    case "O":
      return BANNER.test(message) ? { kind: "server-started" } : undefined;
    case "I":
      return message === "Initialization Sequence Completed" ? { kind: "server-started" } : undefined;
    case "e":
      return message.startsWith("event_wait : Interrupted system call (") ? { kind: "server-stopping" } : undefined;
    case "C":
      return message === "Closing TUN/TAP interface" ? { kind: "server-stopping" } : undefined;
    case "S":
      return STOPPED.test(message) ? { kind: "server-stopped" } : undefined;
    case "E":
      return message === "Exiting due to fatal error" ? { kind: "server-stopped" } : undefined;
    case "T":
      return toTcpConnection(message);
    case "p":
      return toFloat(message);
    case "M":
      return toMultiEvent(message);
    default:
      return undefined;
  }
}

function toTcpConnection(message: string): LogEvent | undefined {
  const [, family, written = ""] = TCP_CONNECTION.exec(message) ?? [];
  if (family === undefined) return undefined;
  // The prefix of its other lines has no port.
  const client = parseClient(family === "AF_INET6" ? written.replace(/:\d+$/, "") : written);
  return client && { kind: "client", client, says: { kind: "alive" } };
}

function toFloat(message: string): LogEvent | undefined {
  const [, commonName, oldAddress = "", newAddress = ""] = FLOATED.exec(message) ?? [];
  if (commonName === undefined) return undefined;
  const [from, to] = [parseClient(`${commonName}/${oldAddress}`), parseClient(`${commonName}/${newAddress}`)];
  return from && to && { kind: "floated", from, to };
}

/** Lines of the server about a client. After it has closed another client, these have no prefix. */
function toMultiEvent(message: string): LogEvent | undefined {
  if (MULTI_INIT.test(message)) return { kind: "server-started" };
  if (message.startsWith(REPLACED) && message.endsWith(REPLACED_TAIL)) {
    return { kind: "replaced", commonName: message.slice(REPLACED.length, -REPLACED_TAIL.length) };
  }
  const [, ipv4, ipv6 = ""] = POOL.exec(message) ?? [];
  if (ipv4 !== undefined) return { kind: "pool-after-close", ...toTunnelIps(ipv4, ipv6) };
  return toTunnelEvent(message);
}

function toTunnelEvent(message: string): LogEvent | undefined {
  const learned = parseClient(withoutPeerId(LEARN.exec(message)?.[1] ?? ""));
  if (learned !== undefined) return { kind: "client", client: learned, says: { kind: "accepted" } };
  const [, family, named = "", address = ""] = PRIMARY.exec(message) ?? [];
  const client = parseClient(withoutPeerId(named));
  if (client === undefined) return undefined;
  return {
    kind: "client",
    client,
    says: family === "IP" ? { kind: "tunnel", tunnelIp: address } : { kind: "tunnel", tunnelIpv6: address },
  };
}

function withoutPeerId(text: string): string {
  return text.includes(" peer-id=") ? text.replace(/ peer-id=\d+$/, "") : text;
}

/** The signal is at the end of the line, so all before it is the client, whatever its name contains. */
function toSignal(message: string): LogEvent | undefined {
  if (!message.endsWith("ing") || !message.includes(" received, client-instance ")) return undefined;
  const at = message.lastIndexOf(" SIG");
  const client = parseClient(withoutPeerId(message.slice(0, Math.max(at, 0))));
  if (client === undefined || !CLIENT_SIGNAL.test(message.slice(at))) return undefined;
  return { kind: "client", client, says: { kind: "ended" } };
}

function toClientEvent(message: string, isKnown: (client: ClientPrefix) => boolean): LogEvent | undefined {
  const found = findClientPrefix(message, isKnown);
  if (found === undefined) return undefined;
  const { rest, ...client } = found;
  if (client.commonName === null) {
    const [, commonName, peer = ""] = INITIATED.exec(rest) ?? [];
    if (commonName !== undefined && isSameHost(client.address, peer)) {
      return { kind: "initiated", address: client.address, commonName };
    }
  }
  return toTunnelEvent(rest) ?? { kind: "client", client, says: toClientNews(rest) };
}

function toClientNews(rest: string): ClientMessage {
  if (rest.startsWith("peer info: IV_VER=")) return { kind: "version", value: rest.slice(18) };
  if (rest.startsWith("peer info: IV_PLAT=")) return { kind: "platform", value: rest.slice(19) };
  const [, ipv4, ipv6 = ""] = POOL.exec(rest) ?? [];
  if (ipv4 !== undefined) return { kind: "pool", ...toTunnelIps(ipv4, ipv6) };
  if (rest.includes("]: 'PUSH_REPLY")) return { kind: "accepted" };
  if (GIVEN_UP.test(rest)) return { kind: "ended" };
  if (rest === "CC-EEN exit message received by peer") return { kind: "leaving" };
  if (REFUSED.test(rest)) return { kind: "refused" };
  const username = USERNAME.exec(rest)?.[1];
  if (username !== undefined) return { kind: "username", value: username };
  const cipher = CIPHER.exec(rest)?.[1];
  return cipher === undefined ? { kind: "alive" } : { kind: "cipher", value: cipher };
}

function toTunnelIps(ipv4: string, ipv6: string): { readonly tunnelIp: string; readonly tunnelIpv6: string } {
  const toIp = (text: string): string => (text === "(Not enabled)" ? "" : text);
  return { tunnelIp: toIp(ipv4), tunnelIpv6: toIp(ipv6) };
}

/** Up to 2.6, OpenVPN writes an IPv6 address without its port in one place and with it in the other. */
function isSameHost(prefix: string, peer: string): boolean {
  const host = canonicalAddress(parsePeerAddress(prefix)?.host ?? "");
  const peerHost = parsePeerAddress(peer)?.host ?? "";
  if (host === canonicalAddress(peerHost)) return true;
  const colon = peer.lastIndexOf(":");
  return host === canonicalAddress(peer.slice(0, Math.max(colon, 0)));
}
