import type { EventTrouble } from "./observed-events.js";

/**
 * What is known about a source beyond its state, if it calls for more specific advice: why it is in that state, or what
 * should be checked although the state is `ok`.
 */
export type SourceAdvice =
  | "not-a-status-log"
  | "management-dump"
  | "wrong-zone"
  | "clock-not-set"
  | "clock-ahead"
  | "only-undef"
  | "two-writers"
  | `events-${EventTrouble}`
  | "management-refused"
  | "management-unknown-host"
  | "management-denied"
  | "management-password"
  | "management-busy"
  | "management-cut-off"
  | "management-invalid"
  | "management-stale";
