import {
  flawOfStatusText,
  LINE_MAX_BYTES,
  SOURCE_MAX_BYTES,
  type SourceFailure,
  type SourceText,
} from "./source-text.js";

const PASSWORD_PROMPT = "ENTER PASSWORD:";
const STATUS_COMMAND = "status 3\n";
const LINE_FEED = 10;
const OTHER_LINE_STARTS: ReadonlySet<number | undefined> = new Set(Buffer.from(">SE"));

/** What to do next: send something, be done, or (`null`) listen on. */
export type Step = { readonly send: string } | { readonly done: SourceText } | null;

/** Our part of the dialogue with OpenVPN's management interface, without the connection. */
export class ManagementDialogue {
  readonly #password: string | null;
  #hasSentPassword = false;
  #hasAsked = false;
  #receivedBytes = 0;
  #rest: Buffer = Buffer.alloc(0);
  readonly #status: Buffer[] = [];

  /** @param password `null`: the interface is expected to ask for none */
  constructor(password: string | null) {
    this.#password = password;
  }

  /** Whether the server has said anything. */
  get hasBegun(): boolean {
    return this.#receivedBytes > 0;
  }

  /** Where a password will be asked for, the status has to wait: what is sent first would be taken for it. */
  begin(): Step {
    return this.#password === null ? this.#ask() : null;
  }

  take(chunk: Buffer): Step {
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > SOURCE_MAX_BYTES) return invalid(`it sent more than ${SOURCE_MAX_BYTES} bytes`);
    const bytes = Buffer.concat([this.#rest, chunk]);
    let start = 0;
    let statusStart = 0;
    let step: Step = null;
    for (let feed = 0; step === null && (feed = bytes.indexOf(LINE_FEED, start)) !== -1; start = feed + 1) {
      // Status rows begin with another letter, and there may be many: only these lines can concern us.
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
    return this.#rest.length > LINE_MAX_BYTES ? invalid(`it sent a line over ${LINE_MAX_BYTES} bytes`) : null;
  }

  #statusIsWhole(): Step {
    const text = Buffer.concat(this.#status);
    return { done: flawOfStatusText(text) ?? { kind: "text", text, mtimeSeconds: null } };
  }

  #answer(line: string): Step {
    if (line.startsWith(PASSWORD_PROMPT)) return this.#answerPrompt();
    if (line === "ERROR: bad password") return unreadable("it refused the password: check password_file");
    if (line.startsWith("ERROR:")) return invalid(`it answered ${JSON.stringify(line)}`);
    // A greeting, or the word that the password was right; later on, something that happened meanwhile.
    return this.#ask();
  }

  #ask(): Step {
    if (this.#hasAsked) return null;
    this.#hasAsked = true;
    return { send: STATUS_COMMAND };
  }

  #answerPrompt(): Step {
    this.#rest = Buffer.alloc(0);
    if (this.#password === null) return unreadable("it asks for a password: name its file as password_file");
    if (this.#hasSentPassword) return unreadable("it refused the password: check password_file");
    this.#hasSentPassword = true;
    return { send: `${this.#password}\n` };
  }
}

/** Whether a line is none of the status: a note, or the answer to a command. */
function isOtherLine(line: string): boolean {
  return [">", "SUCCESS:", "ERROR:", PASSWORD_PROMPT].some((start) => line.startsWith(start));
}

function invalid(detail: string): Step {
  return { done: { kind: "invalid", detail } satisfies SourceFailure };
}

function unreadable(detail: string): Step {
  return { done: { kind: "unreadable", detail } satisfies SourceFailure };
}
