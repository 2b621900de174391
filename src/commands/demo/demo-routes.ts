import { parseVirtualAddress } from "../../status/parse-virtual-address.js";
import type { Routing } from "../../status/status.js";
import type { DemoConnection, DemoMonth } from "./demo-company.js";
import { demoAddress } from "./demo-history.js";

/** What the server routes to the branch offices besides their own addresses; a `C` marks a learned host. */
const BEHIND: ReadonlyMap<string, readonly string[]> = new Map([
  ["branch-leipzig", ["192.168.20.0/24", "fd00:20::/64", "192.168.20.5C", "192.168.20.17C", "fd00:20::5C"]],
  ["branch-graz", ["192.168.43.0/24", "192.168.43.10C"]],
]);
/** A client sends something at least this often, or the server drops it. */
const PING_SECONDS = 10;

/** The current routing table of a made-up server. */
export function demoRoutes({ connections }: DemoMonth, nowSeconds: number, wantedServer: string): readonly Routing[] {
  return connections
    .filter(({ server, startSeconds, endSeconds }) => {
      return server === wantedServer && startSeconds <= nowSeconds && nowSeconds < endSeconds;
    })
    .flatMap((connection) => {
      const { tunnelIp, tunnelIpv6, commonName } = connection;
      const addresses = [tunnelIp, tunnelIpv6, ...(BEHIND.get(commonName) ?? [])];
      return addresses.flatMap((address, index) => route(connection, address, nowSeconds - 1 - (index % PING_SECONDS)));
    });
}

function route(connection: DemoConnection, address: string, refSeconds: number): readonly Routing[] {
  const virtualAddress = parseVirtualAddress(address);
  if (virtualAddress === undefined) return [];
  const lastRef = new Date(Math.max(refSeconds, connection.startSeconds) * 1000);
  return [{ virtualAddress, commonName: connection.commonName, realAddress: demoAddress(connection), lastRef }];
}
