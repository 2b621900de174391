import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseClientEvent, type ClientEvent } from "../../src/history/client-event.js";

const NOW = 1_800_000_000;
const FIELDS = {
  format: "1",
  script_type: "client-disconnect",
  time_unix: String(NOW - 100),
  time_duration: "61",
  common_name: "Bob, Smith",
  username: "bob",
  trusted_ip: "::ffff:203.0.113.7",
  trusted_port: "49502",
  ifconfig_pool_remote_ip: "10.8.0.2",
  ifconfig_pool_remote_ip6: "fd00:8::1000",
  bytes_received: "4242",
  bytes_sent: "17",
  IV_VER: "2.6.14",
  IV_PLAT: "linux",
  IV_GUI_VER: "GUI 11",
};

function parse(changed: Partial<Record<keyof typeof FIELDS, string>> = {}): ClientEvent | string {
  const read = parseClientEvent(Object.values({ ...FIELDS, ...changed }).join("\t"), NOW);
  return read.kind === "flaw" ? read.what : read;
}

describe("a line of an event file", () => {
  it("is an event of one client", () => {
    const client = {
      startSeconds: NOW - 100,
      commonName: "Bob, Smith",
      username: "bob",
      publicIp: "203.0.113.7",
      port: 49_502,
      tunnelIp: "10.8.0.2",
      tunnelIpv6: "fd00:8::1000",
      clientVersion: "2.6.14",
      platform: "linux",
    };
    const end = { endSeconds: NOW - 39, bytesReceived: 4242, bytesSent: 17 };
    assert.deepEqual(parse(), { kind: "disconnect", ...client, ...end });
    const connect = { script_type: "client-connect", time_duration: "", bytes_received: "", bytes_sent: "" };
    assert.deepEqual(parse(connect), { kind: "connect", ...client });
  });

  it("may lack what OpenVPN does not know", () => {
    const event = parse({ common_name: "", ifconfig_pool_remote_ip: "", ifconfig_pool_remote_ip6: "", IV_VER: "" });
    assert.ok(typeof event !== "string");
    assert.deepEqual([event.commonName, event.tunnelIp, event.clientVersion], ["UNDEF", "", "GUI 11"]);
  });

  it("has an exact end also if a counter is impossible, or the clock was set back", () => {
    const event = parse({ bytes_sent: "18446744073709551615", time_duration: "-3600" });
    assert.ok(typeof event !== "string" && event.kind === "disconnect");
    assert.deepEqual([event.endSeconds, event.bytesReceived, event.bytesSent], [NOW - 100, 4242, null]);
  });

  it("does not show more than a table has room for of what a client says of itself", () => {
    const event = parse({ IV_VER: "9".repeat(3000), IV_PLAT: "x".repeat(3000) });
    assert.ok(typeof event !== "string");
    assert.deepEqual([event.clientVersion.length, event.platform.length], [80, 80]);
  });

  const wrong: readonly (readonly [expected: RegExp, changed: Parameters<typeof parse>[0]])[] = [
    [/expected 1 and a tab at the beginning, got another text/, { format: "11" }],
    [/expected 15 fields, got 16/, { common_name: "a\tb" }],
    [/script_type: expected client-connect or client-disconnect, got "up"/, { script_type: "up" }],
    [/time_unix: expected epoch seconds, got ""/, { time_unix: "" }],
    [/time_unix/, { time_unix: "1e9" }],
    [/time_unix: expected a time that is not ahead of now, got/, { time_unix: String(NOW + 401 * 86_400) }],
    [/time_duration: expected seconds, got "--5"/, { time_duration: "--5" }],
    [/time_duration: expected an end that is not ahead of now/, { time_duration: "500" }],
    [/trusted_ip: expected an IP address, got "example.com"/, { trusted_ip: "example.com" }],
    [/trusted_port/, { trusted_port: "65536" }],
    [/ifconfig_pool_remote_ip: expected an IP address or nothing/, { ifconfig_pool_remote_ip: "x" }],
    [/ifconfig_pool_remote_ip6/, { ifconfig_pool_remote_ip6: "<b>" }],
    [/bytes_received: expected a whole number, got "-1"/, { bytes_received: "-1" }],
    [/bytes_sent: expected a whole number, got ""/, { bytes_sent: "" }],
  ];
  for (const [expected, changed] of wrong) {
    it(`is not believed with ${JSON.stringify(changed)}`, () => {
      const flaw = parse(changed);
      assert.ok(typeof flaw === "string");
      assert.match(flaw, expected);
    });
  }
});
