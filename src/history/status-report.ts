/** What a status has about its server or tunnel besides clients. It is shown, not stored. */
export type StatusReport =
  | {
      readonly kind: "server";
      /** OpenVPN's first words: its version and how it was built; empty in version 1. */
      readonly title: string;
      /** The most packets that have waited for all clients; null if the status does not have it. */
      readonly longestQueue: number | null;
      /** Whether the kernel moves the data (since OpenVPN 2.6); null if the status does not say so. */
      readonly hasDco: boolean | null;
    }
  | {
      /** The file of a client or of a tunnel between two hosts, which knows no clients. */
      readonly kind: "client-statistics";
      readonly updatedSeconds: number;
      /** In bytes, by name as OpenVPN writes it. */
      readonly counters: readonly (readonly [name: string, bytes: number])[];
    };
