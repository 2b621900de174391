/** How many clients a server accepts, by the config. */
export interface ServerLimits {
  /** OpenVPN's `max-clients`; null: not known. */
  readonly maxClients: number | null;
  /** How many addresses the server has for clients; null: not known. */
  readonly poolSize: number | null;
}
