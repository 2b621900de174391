/** Writes status logs as OpenVPN does, release by release (format strings of its multi.c). */

export type Release = "2.2" | "2.3" | "2.4" | "2.6";

export interface WrittenClient {
  readonly commonName: string;
  readonly realAddress: string;
  /** Empty: still connecting, so no routes either. */
  readonly virtualAddress: string;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly connectedSinceSeconds: number;
  readonly username: string;
  /** Since 2.4. Absent: the client's index in the list, so that it changes when one before it leaves. */
  readonly clientId?: number;
  /** Since 2.4. Absent: none. */
  readonly virtualIpv6Address?: string;
  /** Since 2.6. Absent: one that OpenVPN negotiates with most clients. */
  readonly cipher?: string;
}

export interface WrittenStatus {
  readonly updatedSeconds: number;
  readonly clients: readonly WrittenClient[];
}

/** Times are written in UTC. */
export function writeStatus(
  { updatedSeconds, clients }: WrittenStatus,
  { version, release }: { readonly version: 1 | 2 | 3; readonly release: Release },
): string {
  const time = (seconds: number) => timeForPeople(seconds, release);
  const routed = clients.filter((client) => client.virtualAddress !== "");
  if (version === 1) {
    return [
      "OpenVPN CLIENT LIST",
      `Updated,${time(updatedSeconds)}`,
      "Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since",
      ...clients.map((c) =>
        [c.commonName, c.realAddress, c.bytesReceived, c.bytesSent, time(c.connectedSinceSeconds)].join(","),
      ),
      "ROUTING TABLE",
      "Virtual Address,Common Name,Real Address,Last Ref",
      ...routed.map((c) => [c.virtualAddress, c.commonName, c.realAddress, time(updatedSeconds)].join(",")),
      "GLOBAL STATS",
      "Max bcast/mcast queue length,3",
      "END",
      "",
    ].join("\n");
  }
  const rows = [
    ["TITLE", `OpenVPN ${release}.0 x86_64-pc-linux-gnu`],
    ["TIME", time(updatedSeconds), updatedSeconds],
    ["HEADER", "CLIENT_LIST", ...clientColumns(release)],
    ...clients.map((client, index) => ["CLIENT_LIST", ...clientFields(client, index, release)]),
    ["HEADER", "ROUTING_TABLE", "Virtual Address", "Common Name", "Real Address", "Last Ref", "Last Ref (time_t)"],
    ...routed.map((c) => [
      "ROUTING_TABLE",
      c.virtualAddress,
      c.commonName,
      c.realAddress,
      time(updatedSeconds),
      updatedSeconds,
    ]),
    ["GLOBAL_STATS", "Max bcast/mcast queue length", 3],
    ["END"],
    [],
  ];
  return rows.map((row) => row.join(version === 2 ? "," : "\t")).join("\n");
}

function clientColumns(release: Release): string[] {
  return [
    "Common Name",
    "Real Address",
    "Virtual Address",
    ...(release >= "2.4" ? ["Virtual IPv6 Address"] : []),
    "Bytes Received",
    "Bytes Sent",
    "Connected Since",
    "Connected Since (time_t)",
    ...(release >= "2.3" ? ["Username"] : []),
    ...(release >= "2.4" ? ["Client ID", "Peer ID"] : []),
    ...(release >= "2.6" ? ["Data Channel Cipher"] : []),
  ];
}

function clientFields(client: WrittenClient, index: number, release: Release): (string | number)[] {
  return [
    client.commonName,
    client.realAddress,
    client.virtualAddress,
    ...(release >= "2.4" ? [client.virtualIpv6Address ?? ""] : []),
    client.bytesReceived,
    client.bytesSent,
    timeForPeople(client.connectedSinceSeconds, release),
    client.connectedSinceSeconds,
    ...(release >= "2.3" ? [client.username] : []),
    ...(release >= "2.4" ? [client.clientId ?? index, index] : []),
    ...(release >= "2.6" ? [client.cipher ?? (client.virtualAddress === "" ? "BF-CBC" : "AES-256-GCM")] : []),
  ];
}

function timeForPeople(seconds: number, release: Release): string {
  const instant = new Date(seconds * 1000);
  if (release >= "2.5") return instant.toISOString().slice(0, 19).replace("T", " ");
  // Wed, 21 Nov 2026 08:12:15 GMT
  const [weekday = "", day, month = "", year = "", clock = ""] = instant.toUTCString().split(" ");
  return `${weekday.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${clock} ${year}`;
}
