/**
 * What is known of a source beyond its state, where it asks for other advice than the state alone: why it is in that
 * state, or, of one that is `ok`, what should still be looked at.
 */
export type SourceAdvice =
  | "not-a-status-log"
  | "management-dump"
  | "wrong-zone"
  | "clock-not-set"
  | "clock-ahead"
  | "only-undef"
  | "two-writers"
  | "management-refused"
  | "management-unknown-host"
  | "management-denied"
  | "management-password"
  | "management-busy"
  | "management-cut-off"
  | "management-invalid"
  | "management-stale";
