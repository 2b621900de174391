import { isObject } from "../files/is-object.js";

/*
 * Checks of what comes out of a file of the cache. They are our own, because a library for them costs a quiet run more than
 * the checks.
 */

/** Whether a value from JSON has a shape. */
export type Check<Value> = (value: unknown) => value is Value;

export function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** JSON has neither NaN nor an infinite number. */
export function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isExactly<Wanted extends string>(wanted: Wanted): Check<Wanted> {
  return (value): value is Wanted => value === wanted;
}

export function isNullOr<Value>(check: Check<Value>): Check<Value | null> {
  return (value): value is Value | null => value === null || check(value);
}

export function isListOf<Value>(check: Check<Value>): Check<readonly Value[]> {
  return (value): value is readonly Value[] => Array.isArray(value) && value.every(check);
}

/** A list with so many values, each of its own shape. */
export function isTupleOf<Values extends readonly unknown[]>(
  ...checks: { readonly [Place in keyof Values]: Check<Values[Place]> }
): Check<Values> {
  return (value): value is Values =>
    Array.isArray(value) && value.length === checks.length && checks.every((check, place) => check(value[place]));
}

/** An object with any keys, and values of one shape. */
export function isRecordOf<Value>(check: Check<Value>): Check<Readonly<Record<string, Value>>> {
  return (value): value is Readonly<Record<string, Value>> => isObject(value) && Object.values(value).every(check);
}

/** @param fields of each the check: other fields may be there too */
export function isObjectOf<Value>(fields: { readonly [Key in keyof Value]-?: Check<Value[Key]> }): Check<Value> {
  const checks = Object.entries<Check<unknown>>(fields);
  return (value): value is Value => isObject(value) && checks.every(([key, check]) => check(value[key]));
}

/**
 * Takes a value for what its type says. Only beside a key that covers the program's version: then this very program wrote
 * it, and the checksum says that it is whole.
 */
export function isAsWritten<Value>(): Check<Value> {
  return (value): value is Value => value !== undefined;
}
