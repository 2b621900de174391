/** Increases when a field is removed or changes its meaning, but not when a field is added. */
export const SCHEMA_VERSION = 1;
