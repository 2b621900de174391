/** No status log is larger. */
export const MAX_STATUS_BYTES = 16 * 1024 * 1024;

/** A longer line, in characters or bytes, is not OpenVPN's: neither in a status log nor in its log. */
export const MAX_LINE_LENGTH = 8192;

/** Twice OpenVPN's default `hand-window` of 60 s: a handshake that takes longer has failed. */
export const MAX_HANDSHAKE_SECONDS = 120;
