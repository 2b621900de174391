import { isoSeconds } from "../../src/history/iso-seconds.js";

/** How a connection ends in a made-up log. */
export type WrittenEnd = "exit" | "timeout" | "reset" | "goodbye" | "replaced";

export interface LoggedClient {
  readonly commonName: string;
  readonly address: string;
  readonly tunnelIp: string;
}

const BANNER = "OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [MH/PKTINFO] [AEAD] [DCO]";
const REPLACED =
  "will cause previous active sessions by this client to be dropped.  Remember to use the --duplicate-cn option if you want multiple clients using the same certificate or username to concurrently connect.";

/** Writes a log line by line, as a server of 2.6 does at this verbosity, with times in UTC. */
export class LogWriter {
  readonly #verbosity: 1 | 3;
  readonly #lines: string[] = [];

  constructor(verbosity: 1 | 3) {
    this.#verbosity = verbosity;
  }

  get text(): string {
    return this.#lines.join("");
  }

  startServer(seconds: number): void {
    this.#write(seconds, BANNER);
    this.#write(seconds, "Initialization Sequence Completed");
  }

  stopServer(seconds: number): void {
    this.#write(seconds, "event_wait : Interrupted system call (fd=-1,code=4)");
    this.#write(seconds + 1, "SIGTERM[hard,] received, process exiting");
  }

  /** @param replaces whether it takes the place of another connection of this name */
  connect(seconds: number, { commonName, address, tunnelIp }: LoggedClient, replaces: boolean): void {
    const client = `${commonName}/${address}`;
    this.#write(seconds, `${address} VERIFY OK: depth=0, CN=${commonName}`, 3);
    this.#write(seconds, `${address} peer info: IV_VER=2.6.14`);
    this.#write(seconds, `${address} peer info: IV_PLAT=linux`);
    this.#write(seconds, `${address} [${commonName}] Peer Connection Initiated with [AF_INET]${address}`);
    if (replaces) this.#write(seconds, `MULTI: new connection by client '${commonName}' ${REPLACED}`, 3);
    const prefix = replaces ? "" : `${client} `;
    this.#write(seconds, `${prefix}MULTI_sva: pool returned IPv4=${tunnelIp}, IPv6=(Not enabled)`);
    this.#write(seconds, `${prefix}MULTI: Learn: ${tunnelIp} -> ${client}`, 3);
    this.#write(seconds, `${prefix}MULTI: primary virtual IP for ${client}: ${tunnelIp}`, 3);
  }

  /** A line that shows that the client is connected. */
  renegotiate(seconds: number, { commonName, address }: LoggedClient): void {
    this.#write(seconds, `${commonName}/${address} VERIFY OK: depth=0, CN=${commonName}`, 3);
  }

  /** @returns when the connection ended, as a reader of the log can know it */
  end(seconds: number, { commonName, address }: LoggedClient, how: Exclude<WrittenEnd, "replaced">): number {
    const client = `${commonName}/${address}`;
    switch (how) {
      case "exit":
        this.#write(seconds, `${client} SIGTERM[soft,remote-exit] received, client-instance exiting`);
        return seconds;
      case "timeout":
        this.#write(seconds, `${client} [${commonName}] Inactivity timeout (--ping-restart), restarting`);
        this.#write(seconds, `${client} SIGUSR1[soft,ping-restart] received, client-instance restarting`, 3);
        return seconds;
      case "reset":
        this.#write(seconds, `${client} Connection reset, restarting [0]`);
        this.#write(seconds, `${client} SIGUSR1[soft,connection-reset] received, client-instance restarting`, 3);
        return seconds;
      case "goodbye":
        this.#write(seconds, `${client} CC-EEN exit message received by peer`);
        this.#write(seconds + 5, `${client} SIGTERM[soft,delayed-exit] received, client-instance exiting`, 3);
        return this.#verbosity === 3 ? seconds + 5 : seconds;
    }
  }

  #write(seconds: number, message: string, fromVerbosity: 1 | 3 = 1): void {
    if (this.#verbosity < fromVerbosity) return;
    this.#lines.push(`${isoSeconds(seconds).replace("T", " ").replace("Z", "")} ${message}\n`);
  }
}
