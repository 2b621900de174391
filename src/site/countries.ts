/** Finds the country in which an internet address is registered. */
export interface Countries {
  /** Changes whenever the answers may change. */
  readonly key: string;
  /** @returns a code of two letters (ISO 3166-1), or the empty text if no country is known */
  readonly find: (address: string) => string;
}

export const NO_COUNTRIES: Countries = { key: "", find: () => "" };
