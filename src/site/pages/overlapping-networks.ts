import { compareIpBlocks, parseIpBlock, type IpBlock } from "../../status/ip-block.js";

/** What OpenVPN routes to one client: a network behind it, or its own address in the tunnel. */
export interface RoutedBlock<Client> {
  readonly client: Client;
  readonly kind: "network" | "own";
  /** As written in the status. */
  readonly address: string;
}

/** Two clients with routes to the same addresses. `inner` is the narrower network, or as wide as `outer`. */
export interface NetworkOverlap<Client> {
  readonly inner: RoutedBlock<Client>;
  readonly outer: RoutedBlock<Client>;
  readonly isSame: boolean;
}

interface Placed<Client> {
  readonly block: IpBlock;
  readonly routed: RoutedBlock<Client>;
}

/** Equal networks, with the first of their clients and the first other one. */
interface Enclosing<Client> {
  readonly block: IpBlock;
  readonly routed: RoutedBlock<Client>;
  other: RoutedBlock<Client> | null;
}

/**
 * Networks that overlap with another client's, and clients whose own address is in another client's network. Each is
 * listed once, with the narrowest network of another client around it. Clients are compared by `===`. Anything that is
 * neither a network nor an address is left out.
 *
 * Networks either contain each other or are disjoint: one sweep in their order, over a stack of those that are still
 * open (at most one for each prefix length), finds them all.
 */
export function overlappingNetworks<Client>(routed: readonly RoutedBlock<Client>[]): readonly NetworkOverlap<Client>[] {
  if (!routed.some(({ kind }) => kind === "network")) return [];
  const overlaps: NetworkOverlap<Client>[] = [];
  const open: Enclosing<Client>[] = [];
  for (const { block, routed: inner } of inOrder(routed)) {
    while (open.length > 0 && !contains(open.at(-1)?.block, block)) open.pop();
    const around = open.findLast((one) => otherClient(one, inner) !== null);
    const outer = around === undefined ? null : otherClient(around, inner);
    if (outer !== null) overlaps.push({ inner, outer, isSame: around?.block.prefixLength === block.prefixLength });
    if (inner.kind === "network") openNetwork(open, block, inner);
  }
  return overlaps;
}

/** Of two equal ones the network comes first, so that an address finds it. */
function inOrder<Client>(routed: readonly RoutedBlock<Client>[]): readonly Placed<Client>[] {
  return routed
    .flatMap((one): readonly Placed<Client>[] => {
      const block = parseIpBlock(one.address);
      return block === undefined ? [] : [{ block, routed: one }];
    })
    .sort(
      (a, b) => compareIpBlocks(a.block, b.block) || Number(a.routed.kind === "own") - Number(b.routed.kind === "own"),
    );
}

function openNetwork<Client>(open: Enclosing<Client>[], block: IpBlock, network: RoutedBlock<Client>): void {
  const innermost = open.at(-1);
  if (innermost?.block.prefixLength !== block.prefixLength) open.push({ block, routed: network, other: null });
  else if (innermost.routed.client !== network.client) innermost.other ??= network;
}

function otherClient<Client>(
  { routed, other }: Enclosing<Client>,
  { client }: RoutedBlock<Client>,
): RoutedBlock<Client> | null {
  return routed.client === client ? other : routed;
}

function contains(outer: IpBlock | undefined, inner: IpBlock): boolean {
  return outer?.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}
