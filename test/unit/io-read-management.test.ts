import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { parseManagementAddress } from "../../src/io/sources/management-address.js";
import { readManagement } from "../../src/io/sources/read-management.js";
import { readSource } from "../../src/io/sources/read-source.js";
import type { SourceText } from "../../src/io/sources/source-text.js";
import { tempFolder } from "../support/temp-folder.js";

// What a real OpenVPN 2.6.14 answered.
const STATUS_3 = readFileSync(new URL("../fixtures/management/status-3.txt", import.meta.url), "latin1");
const GREETING = ">INFO:OpenVPN Management Interface Version 5 -- type 'help' for more info\r\n";

interface Fake {
  readonly source: string;
  readonly said: string[];
}

/** A management interface that answers each line that it is sent; `null` closes the connection. */
function fakeServer(
  path: string,
  test: { after(hook: () => void): void },
  greeting: string,
  answer: (line: string) => readonly string[] | null,
): Promise<Fake> {
  const said: string[] = [];
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.write(greeting);
    socket.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter(Boolean)) {
        said.push(line);
        const pieces = line === "quit" ? null : answer(line);
        if (pieces === null) socket.end();
        else for (const piece of pieces) socket.write(piece);
      }
    });
  });
  test.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new Promise((resolve) => {
    server.listen(path, () => {
      resolve({ source: `unix:${path}`, said });
    });
  });
}

function toText(result: SourceText): string {
  return result.kind === "text" ? Buffer.from(result.text).toString("latin1") : `${result.kind}: ${result.detail}`;
}

test("a management interface is asked for status 3, what it says between is left out, and it is let go", async (t) => {
  const torn = [STATUS_3.slice(0, 70), STATUS_3.slice(70, 300), STATUS_3.slice(300)];
  const withNotes = [">BYTECOUNT:1,2\r\n", ...torn, ">LOG:after\r\n"];
  const { source, said } = await fakeServer(join(tempFolder(t), "a b.sock"), t, GREETING, () => withNotes);
  const result = await readSource({ source, passwordFile: null });
  assert.equal(toText(result), STATUS_3);
  assert.ok(result.kind === "text" && result.mtimeSeconds === null);
  assert.equal(said[0], "status 3");
});

test("by TCP it is the same", async (t) => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined).end(GREETING + STATUS_3);
  });
  t.after(() => server.close());
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const result = await readManagement({ kind: "tcp", host: "127.0.0.1", port: address.port }, null);
  assert.equal(toText(result), STATUS_3);
});

test("a password is sent when it is asked for, and the status only after it", async (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "password"), "sécret word\nsecond line\n");
  const answer = (line: string): readonly string[] => {
    if (line === "sécret word") return ["SUCCESS: password is correct\r\n", GREETING];
    return line === "status 3" ? [STATUS_3] : ["ERROR: bad password\r\n", "ENTER PASSWORD:"];
  };
  const { source, said } = await fakeServer(join(folder, "socket"), t, "ENTER PASSWORD:", answer);
  assert.equal(toText(await readSource({ source, passwordFile: join(folder, "password") })), STATUS_3);
  assert.deepEqual(said.slice(0, 2), ["sécret word", "status 3"]);

  writeFileSync(join(folder, "password"), "wrong");
  assert.match(toText(await readSource({ source, passwordFile: join(folder, "password") })), /^unreadable: .*refused/);
  assert.match(toText(await readSource({ source, passwordFile: null })), /^unreadable: .*asks for a password/);
  assert.match(toText(await readSource({ source, passwordFile: join(folder, "none") })), /^unreadable: .*"[^"]*none"/);
});

test("a password file does no harm where no password is asked for", async (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "password"), "secret");
  const { source, said } = await fakeServer(join(folder, "socket"), t, GREETING, () => [STATUS_3]);
  assert.equal(toText(await readSource({ source, passwordFile: join(folder, "password") })), STATUS_3);
  assert.ok(!said.includes("secret"));
});

test("nobody there is missing; silence, a cut answer, an error and an endless one each have their state", async (t) => {
  const folder = tempFolder(t);
  const nobody = { source: `unix:${join(folder, "nobody")}`, passwordFile: null };
  assert.match(toText(await readSource(nobody)), /^missing: /);
  assert.match(toText(await readManagement({ kind: "tcp", host: "127.0.0.1", port: 1 }, null)), /^missing: /);

  const states: readonly (readonly [string, RegExp, (line: string) => readonly string[] | null])[] = [
    ["silent", /^incomplete: .*one client at a time/, () => []],
    ["cut", /^incomplete: .*cut off/, (line) => (line === "status 3" ? null : [])],
    ["error", /^invalid: .*unknown command/, () => ["ERROR: unknown command, enter 'help' for more options\r\n"]],
    ["endless", /^invalid: .*more than 16777216 bytes/, () => Array.from({ length: 18 }, () => "x\n".repeat(500_000))],
    ["long-line", /^invalid: .*a line over 8192 bytes/, () => ["x".repeat(9000)]],
  ];
  for (const [name, wanted, answer] of states) {
    const { source } = await fakeServer(join(folder, name), t, name === "silent" ? "" : GREETING, answer);
    const result = await readManagement(parseManagementAddress(source), null, name === "silent" ? 100 : 60_000);
    assert.match(toText(result), wanted, name);
  }
});
