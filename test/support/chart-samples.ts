import type { Sample } from "../../src/history/sample.js";

export function chartSample(time: string, clients: number, server = "berlin"): Sample {
  return { timeSeconds: Date.parse(time) / 1000, server, clients, bytesReceived: 0, bytesSent: 0 };
}

/** One sample a minute over the day before; none where the function says null. */
export function chartDay(
  nowSeconds: number,
  clientsAt: (minute: number) => number | null,
): readonly ReturnType<typeof chartSample>[] {
  return Array.from({ length: 1440 }, (_, minute) => minute).flatMap((minute) => {
    const clients = clientsAt(minute);
    const timeSeconds = nowSeconds - 86_400 + minute * 60;
    return clients === null ? [] : [{ timeSeconds, server: "berlin", clients, bytesReceived: 0, bytesSent: 0 }];
  });
}
