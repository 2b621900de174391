/** The languages that people can read the site in. Every text and number format is chosen by one. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];
