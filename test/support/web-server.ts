import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebServer } from "../../src/render/system/web-site-file.js";
import { PROGRAM_PATH } from "./programs.js";

/** How a real server is started in a folder with a config for one site, on a port of the test's. */
interface Setup {
  readonly program: string;
  readonly args: (folder: string) => readonly string[];
  /** The server's main config, as the test's process can run it, with the printed file in it. */
  readonly toConfig: (folder: string, port: number, printed: string) => string;
}

const isRoot = process.getuid?.() === 0;

const APACHE_MODULES = [
  ["mpm_event", "authn_core", "authn_file", "authz_core", "authz_host", "authz_user", "auth_basic"],
  ["dir", "env", "headers", "mime", "rewrite"],
].flat();

const SETUPS: Readonly<Record<WebServer, Setup>> = {
  nginx: {
    program: "nginx",
    args: (folder) => ["-c", join(folder, "config"), "-p", folder],
    toConfig: (folder, port, printed) => {
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
      const paths = temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
      const site = printed.replace("listen 80;", `listen 127.0.0.1:${port};`).replace("    listen [::]:80;\n", "");
      // As on Debian, another site answers to names that no site has.
      const other = `server { listen 127.0.0.1:${port} default_server; return 418; }`;
      return `${isRoot ? "user root;" : ""} daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
http { include /etc/nginx/mime.types; access_log off; ${paths}\n${other}\n${site} }\n`;
    },
  },
  apache: {
    program: "apache2",
    args: (folder) => ["-d", folder, "-f", join(folder, "config"), "-DFOREGROUND"],
    toConfig: (folder, port, printed) => {
      const modules = APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
      return `${modules.join("\n")}
TypesConfig /etc/mime.types
AddType application/x-gzip .gz
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
ServerName other
${isRoot ? "User www-data\nGroup www-data" : ""}
<Directory />
    Require all denied
</Directory>
${printed.replace("*:80", `127.0.0.1:${port}`)}`;
    },
  },
  caddy: {
    program: "caddy",
    args: (folder) => ["run", "--config", join(folder, "config"), "--adapter", "caddyfile"],
    toConfig: (_folder, port, printed) => `{\n    admin off\n    auto_https off\n    http_port ${port}\n}\n${printed}`,
  },
};

export function webServerProgram(kind: WebServer): string {
  return SETUPS[kind].program;
}

/** Starts a real web server with a printed config. @returns its base URL */
export async function startWebServer(
  t: TestContext,
  folder: string,
  kind: WebServer,
  printed: string,
): Promise<string> {
  const { program, args, toConfig } = SETUPS[kind];
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "config"), toConfig(folder, port, printed));
  const process_ = spawn(program, args(folder), {
    env: { ...process.env, PATH: PROGRAM_PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: Buffer[] = [];
  for (const stream of [process_.stdout, process_.stderr]) stream.on("data", (bytes: Buffer) => void said.push(bytes));
  t.after(async () => {
    process_.kill("SIGTERM");
    if (process_.exitCode === null) await once(process_, "close");
  });
  const base = `http://localhost:${port}`;
  for (let tries = 0; tries < 200 && process_.exitCode === null; tries++) {
    if (await answers(base)) return base;
    await sleep(50);
  }
  const log = [join(folder, "error.log")].map((path) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return "";
    }
  });
  throw new Error(`${program} does not answer:\n${Buffer.concat(said).toString()}${log.join("")}`);
}

async function answers(base: string): Promise<boolean> {
  try {
    await fetch(base);
    return true;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
