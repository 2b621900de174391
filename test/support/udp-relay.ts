import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

/** Stands between a client and its server like a home router: its own address can change during a session. */
export interface UdpRelay {
  readonly port: number;
  /** From now on the server sees another port: the client floats. */
  readonly changeAddress: () => Promise<void>;
  readonly close: () => void;
}

export async function startUdpRelay(serverPort: number): Promise<UdpRelay> {
  const inner = await bind();
  let clientPort = 0;
  const openOuter = async (): Promise<Socket> => {
    const outer = await bind();
    outer.on("message", (message) => {
      inner.send(message, clientPort, "127.0.0.1");
    });
    return outer;
  };
  let outer = await openOuter();
  inner.on("message", (message, { port }) => {
    clientPort = port;
    outer.send(message, serverPort, "127.0.0.1");
  });
  return {
    port: inner.address().port,
    changeAddress: async () => {
      const before = outer;
      outer = await openOuter();
      before.close();
    },
    close: () => {
      inner.close();
      outer.close();
    },
  };
}

async function bind(): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return socket;
}
