import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BootedRoot } from "./booted-root.js";
import type { DebianRoot, RootRun } from "./debian-root.js";
import { makeAuthority, makeCertificate } from "./openvpn-server.js";

/** OpenVPN needs it, and a container has it only if it is given. */
export const TUN = "/dev/net/tun";

/** Installs OpenVPN in a root, with the config, the certificates a client `alice`, and a status of each second. */
export function installOpenvpn(root: DebianRoot): RootRun {
  const installed = root.apt("install", "openvpn", "curl");
  const folder = join(root.folder, "etc/openvpn/server");
  mkdirSync(folder, { recursive: true });
  makeAuthority(folder);
  makeCertificate(folder, "server", "serverAuth");
  makeCertificate(folder, "alice", "clientAuth");
  writeFileSync(
    join(folder, "server.conf"),
    `dev tun
topology subnet
server 10.8.0.0 255.255.255.0
proto udp4
local 127.0.0.1
port 1194
keepalive 1 5
status /run/openvpn-server/status-server.log 1
ca ca.crt
cert server.crt
key server.key
dh none
`,
  );
  return installed;
}

/** The line that connects `alice`, and waits until the status shows her. */
export const CONNECT_ALICE = [
  "systemd-run --quiet --unit=alice --working-directory=/etc/openvpn/server openvpn --client --dev null --ifconfig-noexec",
  "--route-noexec --nobind --proto udp4 --remote 127.0.0.1 1194 --explicit-exit-notify 1 --ca ca.crt --cert alice.crt",
  "--key alice.key --remote-cert-tls server --connect-retry 1 1",
  "&& timeout 30 sh -c 'until grep -q ,alice, /run/openvpn-server/status-server.log; do sleep 0.2; done'",
].join(" ");

/** The line that ends her connection. */
export const DISCONNECT_ALICE = "systemctl stop alice";

/** Starts the server's service, as Debian has it. */
export function startOpenvpn({ shell }: BootedRoot): RootRun {
  return shell("systemctl restart openvpn-server@server");
}
