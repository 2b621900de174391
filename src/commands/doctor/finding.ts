import type { DoctorTexts } from "../../text/i18n/doctor-texts.js";
import type { DateFormat } from "../../text/format/date-format.js";
import type { Language } from "../../text/i18n/language.js";
import type { SystemUser } from "../../io/files/user-access.js";
import type { Service } from "../../io/system/read-service.js";
import type { DoctorCommands } from "./doctor-commands.js";

/** The result of one check. */
export type Finding =
  | { readonly verdict: "ok"; readonly subject: string; readonly found: string }
  | {
      /** `unknown`: the check could not run. */
      readonly verdict: "problem" | "unknown";
      readonly subject: string;
      readonly found: string;
      /** A shell command that fixes the problem, or repeats the check with more rights. */
      readonly command: string;
    };

/** What every check gets besides its own facts. */
export interface Context {
  readonly t: DoctorTexts;
  readonly language: Language;
  /** How the pages write days. */
  readonly dateFormat: DateFormat;
  readonly commands: DoctorCommands;
  /** The user who runs gen. */
  readonly runner: SystemUser;
  /** The systemd service that runs gen; null: there is none. */
  readonly service: Service | null;
}

/** A check without a problem. */
export function ok(subject: string, found: string): Finding {
  return { verdict: "ok", subject, found };
}

/** A problem. @param command fixes it */
export function problem(subject: string, found: string, command: string): Finding {
  return { verdict: "problem", subject, found, command };
}

/** @param command repeats the check with more rights */
export function unknown(subject: string, found: string, command: string): Finding {
  return { verdict: "unknown", subject, found, command };
}
