import { findStatusFlaw, type SourceFailure, type SourceText } from "./source-text.js";
import { MAX_LINE_LENGTH, MAX_STATUS_BYTES } from "../../status/limits.js";

const PASSWORD_PROMPT = "ENTER PASSWORD:";
/** How lines begin that are not part of the status. */
const OTHER_STARTS = [">", "SUCCESS:", "ERROR:", PASSWORD_PROMPT];
const STATUS_COMMAND = "status 3\n";
const LINE_FEED = 10;
const OTHER_LINE_STARTS: ReadonlySet<number | undefined> = new Set(Buffer.from(">SE"));

/** What to do next: send something, finish, or (`null`) wait for more. */
export type Step =
  { readonly kind: "send"; readonly text: string } | { readonly kind: "done"; readonly result: SourceText } | null;

/** Our side of the dialogue with the management interface of OpenVPN, without the connection. */
export class ManagementDialogue {
  readonly #password: string | null;
  #hasSentPassword = false;
  #hasAsked = false;
  #receivedBytes = 0;
  #rest: Buffer = Buffer.alloc(0);
  readonly #status: Buffer[] = [];

  /** @param password `null`: the interface should not ask for one */
  constructor(password: string | null) {
    this.#password = password;
  }

  /** Whether the server has sent anything. */
  get hasBegun(): boolean {
    return this.#receivedBytes > 0;
  }

  /** If a password is required, the status command has to wait: the first line is taken as the password. */
  begin(): Step {
    return this.#password === null ? this.#ask() : null;
  }

  take(chunk: Buffer): Step {
    if (this.#receivedBytes === 0 && !isManagementStart(chunk)) {
      return invalid("what answers there is not OpenVPN's management interface");
    }
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > MAX_STATUS_BYTES) return invalid(`it sent more than ${MAX_STATUS_BYTES} bytes`);
    const bytes = Buffer.concat([this.#rest, chunk]);
    let start = 0;
    let statusStart = 0;
    let step: Step = null;
    for (let feed = 0; step === null && (feed = bytes.indexOf(LINE_FEED, start)) !== -1; start = feed + 1) {
      // There may be many status rows. They begin with other letters, so only these lines can matter here.
      if (!OTHER_LINE_STARTS.has(bytes[start])) continue;
      const line = bytes.toString("latin1", start, Math.min(feed, start + 200)).trimEnd();
      if (line === "END") {
        this.#status.push(bytes.subarray(statusStart, feed + 1));
        return this.#statusIsWhole();
      }
      if (!isOtherLine(line)) continue;
      this.#status.push(bytes.subarray(statusStart, start));
      statusStart = feed + 1;
      step = this.#answer(line);
    }
    this.#status.push(bytes.subarray(statusStart, start));
    this.#rest = bytes.subarray(start);
    if (step !== null) return step;
    if (this.#rest.toString("latin1", 0, PASSWORD_PROMPT.length) === PASSWORD_PROMPT) return this.#answerPrompt();
    return this.#rest.length > MAX_LINE_LENGTH ? invalid(`it sent a line over ${MAX_LINE_LENGTH} bytes`) : null;
  }

  #statusIsWhole(): Step {
    const text = Buffer.concat(this.#status);
    if (findStatusFlaw(text) !== null) return invalid("its answer to the command status is no status log");
    return { kind: "done", result: { kind: "text", text, mtimeSeconds: null } };
  }

  #answer(line: string): Step {
    if (line.startsWith(PASSWORD_PROMPT)) return this.#answerPrompt();
    if (line === "ERROR: bad password") return passwordRefused("it refused the password");
    if (line.startsWith("ERROR:")) return invalid(`it answered ${JSON.stringify(line)}`);
    // A greeting, or the confirmation of the password; later, a notification.
    return this.#ask();
  }

  #ask(): Step {
    if (this.#hasAsked) return null;
    this.#hasAsked = true;
    return { kind: "send", text: STATUS_COMMAND };
  }

  #answerPrompt(): Step {
    this.#rest = Buffer.alloc(0);
    if (this.#password === null) return passwordRefused("it asks for a password, and no password_file is configured");
    if (this.#hasSentPassword) return passwordRefused("it refused the password");
    this.#hasSentPassword = true;
    return { kind: "send", text: `${this.#password}\n` };
  }
}

/** The interface sends a greeting first, or the password prompt. */
function isManagementStart(chunk: Buffer): boolean {
  const beginning = chunk.toString("latin1", 0, PASSWORD_PROMPT.length);
  return OTHER_STARTS.some((start) => beginning.startsWith(start) || start.startsWith(beginning));
}

/** Whether a line is not part of the status: a notification, or the answer to a command. */
function isOtherLine(line: string): boolean {
  return OTHER_STARTS.some((start) => line.startsWith(start));
}

function invalid(detail: string): Step {
  return { kind: "done", result: { kind: "invalid", detail, advice: "management-invalid" } satisfies SourceFailure };
}

function passwordRefused(detail: string): Step {
  return {
    kind: "done",
    result: { kind: "unreadable", detail, advice: "management-password" } satisfies SourceFailure,
  };
}
