/** A language that people can read the site in. Every text and number format is chosen by it. */
export type Language = "en";
