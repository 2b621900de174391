import { hostname, networkInterfaces } from "node:os";

/** The names and addresses by which browsers reach this host. */
export interface HostNetwork {
  /** As in a URL, the host's name first. */
  readonly names: readonly string[];
  readonly hasIpv6: boolean;
}

/** Reads the host's name and its addresses that others can reach; the last name is `localhost`. */
export function readHostNetwork(): HostNetwork {
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) => all);
  const name = hostname().toLowerCase();
  const outside = addresses.filter(({ internal, scopeid }) => !internal && !(scopeid !== undefined && scopeid > 0));
  return {
    names: [
      ...(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(name) ? [name] : []),
      ...outside.map(({ address, family }) => (family === "IPv6" ? `[${address}]` : address)),
      "localhost",
    ].filter((one, place, all) => all.indexOf(one) === place),
    hasIpv6: addresses.some(({ family }) => family === "IPv6"),
  };
}
