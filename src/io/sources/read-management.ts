import { connect } from "node:net";
import { errorCode } from "../files/file-problem.js";
import type { ManagementAddress } from "./management-address.js";
import { ManagementDialogue, type Step } from "./management-dialogue.js";
import { FileFlawError, readRegularFile } from "../files/regular-file.js";
import type { SourceFailure, SourceText } from "./source-text.js";

const TIME_LIMIT_MS = 5000;
const PASSWORD_FILE_MAX_BYTES = 64 * 1024;

/**
 * Asks a management interface for `status 3`, and disconnects. A truncated answer is recognized, so there is no second
 * read.
 *
 * @param passwordFile its first line is the password; `null`: there is no password
 * @param timeLimitMs for the whole dialogue: OpenVPN serves one client at a time, and other clients wait
 */
export async function readManagement(
  address: ManagementAddress,
  passwordFile: string | null,
  timeLimitMs: number = TIME_LIMIT_MS,
): Promise<SourceText> {
  if (passwordFile === null) return converse(address, null, timeLimitMs);
  const password = readPassword(passwordFile);
  return typeof password === "string" ? converse(address, password, timeLimitMs) : password;
}

/** The first line of a password file. Messages never quote its content. */
function readPassword(path: string): string | SourceFailure {
  try {
    const bytes = readRegularFile(path, { maxBytes: PASSWORD_FILE_MAX_BYTES, links: "followed" });
    return bytes.toString("utf8").split(/\r?\n/, 1)[0] ?? "";
  } catch (error) {
    const why = error instanceof FileFlawError ? `: ${error.message}` : ` (${errorCode(error) ?? ""})`;
    if (!(error instanceof FileFlawError) && errorCode(error) === null) throw error;
    const detail = `cannot read its password_file ${JSON.stringify(path)}${why}`;
    return { kind: "unreadable", detail, advice: "management-password" };
  }
}

function converse(address: ManagementAddress, password: string | null, timeLimitMs: number): Promise<SourceText> {
  return new Promise((resolve) => {
    const dialogue = new ManagementDialogue(password);
    const socket = address.kind === "unix" ? connect(address.path) : connect(address.port, address.host);
    // Later events are ignored, but an error still needs a listener.
    const end = (result: SourceText): void => {
      clearTimeout(timer);
      resolve(result);
      socket.destroySoon();
    };
    const timer = setTimeout(() => {
      end(socket.connecting ? noAnswer(timeLimitMs) : stuck(timeLimitMs));
      socket.destroy();
    }, timeLimitMs);
    const take = (step: Step): void => {
      if (step === null) return;
      if (step.kind === "send") {
        socket.write(step.text);
      } else {
        socket.end("quit\n");
        end(step.result);
      }
    };
    socket.on("connect", () => {
      take(dialogue.begin());
    });
    socket.on("data", (chunk) => {
      take(dialogue.take(chunk));
    });
    socket.on("end", () => {
      end(cutOff("it closed the connection"));
    });
    socket.on("error", (error) => {
      end(dialogue.hasBegun ? cutOff(error.message) : connectFailure(error));
    });
  });
}

function connectFailure(error: Error): SourceFailure {
  const code = errorCode(error);
  // If a name has several addresses, the combined error has no text of its own.
  const why = error.message === "" ? (code ?? error.name) : error.message;
  if (code === "EACCES" || code === "EPERM") {
    return { kind: "unreadable", detail: `permission denied (${code})`, advice: "management-denied" };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return { kind: "missing", detail: `the host is not known (${why})`, advice: "management-unknown-host" };
  }
  return { kind: "missing", detail: `nothing answers there (${why})`, advice: "management-refused" };
}

function noAnswer(timeLimitMs: number): SourceFailure {
  return { kind: "missing", detail: `nothing answered within ${timeLimitMs / 1000} s`, advice: "management-refused" };
}

function stuck(timeLimitMs: number): SourceFailure {
  const detail = `it did not send its status within ${timeLimitMs / 1000} s; it serves one client at a time`;
  return { kind: "incomplete", detail, advice: "management-busy" };
}

function cutOff(why: string): SourceFailure {
  return { kind: "incomplete", detail: `its answer was cut off before END: ${why}`, advice: "management-cut-off" };
}
