import { parseIpBlock } from "../../src/status/ip-block.js";

/** A value of a MaxMind DB: https://maxmind.github.io/MaxMind-DB/ */
type Value = string | number | bigint | readonly Value[] | { readonly [key: string]: Value };

const METADATA_MARKER = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from("MaxMind.com")]);
const DATA_SEPARATOR_BYTES = 16;
const RECORD_BYTES = 4;

export interface CountryDatabaseParts {
  readonly builtSeconds: number;
  readonly databaseType?: string;
  /** Network → the record of its addresses. */
  readonly networks: Readonly<Record<string, Value>>;
}

/** Makes a small database of countries in the MaxMind DB format, of IPv4 and IPv6 networks. */
export function makeCountryDatabase({
  builtSeconds,
  databaseType = "Country",
  networks,
}: CountryDatabaseParts): Buffer {
  const nodes: [number | string, number | string][] = [["", ""]];
  for (const network of Object.keys(networks)) insert(nodes, toBits(network), network);

  const data: Buffer[] = [];
  const places = new Map<string, number>();
  let length = 0;
  for (const [network, value] of Object.entries(networks)) {
    const bytes = encode(value);
    places.set(network, length);
    data.push(bytes);
    length += bytes.length;
  }
  const tree = Buffer.alloc(nodes.length * 2 * RECORD_BYTES);
  for (const [index, node] of nodes.entries()) {
    for (const [side, record] of node.entries()) {
      const place = typeof record === "number" ? record : places.get(record);
      const isData = typeof record === "string" && place !== undefined;
      const value = (place ?? nodes.length) + (isData ? nodes.length + DATA_SEPARATOR_BYTES : 0);
      tree.writeUInt32BE(value, (index * 2 + side) * RECORD_BYTES);
    }
  }
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: BigInt(builtSeconds),
    database_type: databaseType,
    description: {},
    ip_version: 6,
    languages: [],
    node_count: nodes.length,
    record_size: RECORD_BYTES * 8,
  });
  return Buffer.concat([tree, Buffer.alloc(DATA_SEPARATOR_BYTES), ...data, METADATA_MARKER, metadata]);
}

/** IPv4 networks are below `::/96`. */
function toBits(network: string): string {
  const block = parseIpBlock(network);
  if (block === undefined) throw new Error(`${network} is no network`);
  const { family, first, prefixLength } = block;
  const bits = Array.from(first, (digit) => parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
  return (family === 4 ? "0".repeat(96) : "") + bits.slice(0, prefixLength);
}

function insert(nodes: [number | string, number | string][], bits: string, network: string): void {
  let index = 0;
  for (const [depth, bit] of Array.from(bits).entries()) {
    const side = bit === "0" ? 0 : 1;
    const node = nodes[index];
    if (node === undefined) throw new Error("no such node");
    if (depth === bits.length - 1) {
      node[side] = network;
      return;
    }
    if (typeof node[side] === "string") node[side] = nodes.push(["", ""]) - 1;
    index = node[side];
  }
}

const STRING = 2;
const UINT32 = 6;
const MAP = 7;
const UINT64 = 9;
const ARRAY = 11;

function encode(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([control(STRING, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(UINT32, 4), bytes]);
  }
  if (typeof value === "bigint") {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return Buffer.concat([control(UINT64, 8), bytes]);
  }
  if (isList(value)) return Buffer.concat([control(ARRAY, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(MAP, entries.length), ...entries.flatMap(([key, one]) => [encode(key), encode(one)])]);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Types from 8 on have a byte of their own. Sizes from 29 on are not needed, but for texts of up to 284 bytes. */
function control(type: number, size: number): Buffer {
  const [shown, more] = size < 29 ? [size, []] : [29, [size - 29]];
  return type < 8 ? Buffer.from([(type << 5) | shown, ...more]) : Buffer.from([shown, type - 7, ...more]);
}
