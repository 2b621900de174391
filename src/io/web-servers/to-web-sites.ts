import { findAll, findValues, type Directive } from "./config-blocks.js";
import type { WebSite } from "./web-site.js";

/** The sites of a config of nginx. */
export function toNginxSites(config: readonly Directive[]): readonly WebSite[] {
  return findAll(config, "server")
    .filter(({ block, words }) => block !== null && words.length === 1)
    .map(({ block, path }) => {
      const own = block ?? [];
      const listens = findAll(own, "listen").map(({ words }) => words.slice(1));
      // A plain address needs no certificate.
      const listen = listens.find((words) => !words.includes("ssl")) ?? listens[0] ?? ["80"];
      const names = findAll(own, "server_name").flatMap(({ words }) => words.slice(1));
      const hasPassword = findValues(own, "auth_basic").some((realm) => realm !== "off");
      const hasAddressRule = findAll(own, "deny").length > 0;
      return {
        kind: "nginx",
        configPath: path,
        roots: [...findValues(own, "root"), ...findValues(own, "alias")],
        name: toName(names),
        ...toListen(listen[0] ?? "80"),
        isTls: listen.includes("ssl"),
        passwordFile: hasPassword ? (findValues(own, "auth_basic_user_file")[0] ?? null) : null,
        isOpen: !hasPassword && !hasAddressRule,
        hasAddressRule,
      };
    });
}

/** The sites of a config of Apache. */
export function toApacheSites(config: readonly Directive[]): readonly WebSite[] {
  return findAll(config, "VirtualHost").map(({ block, words, path }) => {
    const own = block ?? [];
    const required = findAll(own, "Require").map(({ words: rule }) => (rule[1] ?? "").toLowerCase());
    const hasPassword = required.some((rule) => ["valid-user", "user", "group"].includes(rule));
    const hasAddressRule = required.some((rule) => ["ip", "host", "local"].includes(rule));
    return {
      kind: "apache",
      configPath: path,
      roots: findValues(own, "DocumentRoot"),
      name: toName([
        ...findValues(own, "ServerName"),
        ...findAll(own, "ServerAlias").flatMap((one) => one.words.slice(1)),
      ]),
      ...toListen(words[1] ?? "*:80"),
      isTls: findValues(own, "SSLEngine").some((value) => value.toLowerCase() === "on"),
      passwordFile: hasPassword ? (findValues(own, "AuthUserFile")[0] ?? null) : null,
      isOpen: !hasPassword && !hasAddressRule,
      hasAddressRule,
    };
  });
}

/** The sites of a config of Caddy. */
export function toCaddySites(config: readonly Directive[]): readonly WebSite[] {
  const port = Number(findValues(config, "http_port")[0] ?? 80);
  return config
    .filter(({ block, words }) => block !== null && words.length > 0 && !(words[0] ?? "").startsWith("("))
    .map(({ block, words, path }) => {
      const own = block ?? [];
      const addresses = words.flatMap((word) => word.split(",")).filter((word) => word !== "");
      const [first = ""] = addresses;
      const isTls = !first.startsWith("http://") && !first.startsWith(":");
      const plain = addresses.map((one) => one.replace(/^https?:\/\//, ""));
      const auth = [...findAll(own, "basicauth"), ...findAll(own, "basic_auth")];
      const rules = findAll(own, "remote_ip").length > 0 || own.some((one) => one.words.includes("remote_ip"));
      const given = /:(\d+)$/.exec(plain[0] ?? "")?.[1];
      return {
        kind: "caddy",
        configPath: path,
        roots: findAll(own, "root").map((one) => one.words.at(-1) ?? ""),
        name: toName(plain.map((one) => one.replace(/:\d+$/, ""))),
        address: "127.0.0.1",
        port: given === undefined ? (isTls ? 443 : port) : Number(given),
        isTls,
        passwordFile: auth.flatMap((one) => findValues(one.block ?? [], "import"))[0] ?? null,
        isOpen: auth.length === 0 && !rules,
        hasAddressRule: auth.length === 0 && rules,
      };
    });
}

/** `80`, `127.0.0.1:8080`, `[::]:80`, `*:80`. A wildcard is requested on loopback. */
function toListen(text: string): { readonly address: string; readonly port: number } {
  const [, host = "", digits] = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(text) ?? [];
  const address = host.replace(/^\[|\]$/g, "");
  const isAny = ["", "*", "0.0.0.0", "_default_"].includes(address);
  return { address: isAny ? "127.0.0.1" : address === "::" ? "::1" : address, port: Number(digits ?? 80) };
}

/** A name that can be sent as such: no pattern. */
function toName(names: readonly string[]): string | null {
  return names.find((name) => /^[\w.-]+$/.test(name) && name !== "_") ?? null;
}
