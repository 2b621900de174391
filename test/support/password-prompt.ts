import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import type { WithAfter } from "./temp-folder.js";

/** A management interface that asks each caller for a password. @returns its port, and what it was told */
export async function passwordPrompt(
  test: WithAfter,
): Promise<{ readonly port: number; readonly told: readonly string[] }> {
  const told: string[] = [];
  const server = createServer((peer) => {
    peer.on("error", () => undefined).on("data", (bytes) => told.push(bytes.toString()));
    peer.write("ENTER PASSWORD:");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => {
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { port: address.port, told };
}
