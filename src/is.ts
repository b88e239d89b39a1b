/** An object from outside: its properties may be anything. */
export interface UnknownObject {
  readonly [key: string]: unknown;
}

/** Whether a value is an object with properties; an array is not. */
export function isObject(value: unknown): value is UnknownObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is `null` or `undefined`. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Whether a key is an object's own: a page may have added anything to the prototype of all objects. */
export function hasOwn(object: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}

// up to this length, holes may be read as if they were items
const SHORT_ARRAY = 100_000;

/** Whether a value is an array that can be read to its end: a sparse array may claim billions of items. */
export function isReadableArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && (value.length <= SHORT_ARRAY || Object.keys(value).length >= value.length);
}

/** Whether a value is an array without items. */
export function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Copies the items of an array, a hole as `undefined`; any other value is the only item. */
export function toArray(value: unknown): unknown[] {
  return isReadableArray(value) ? Array.from(value) : [value];
}

/** Freezes plain data: nobody can change what all mappers of a process share. */
export function deepFreeze<Value>(data: Value): Value {
  if (typeof data === 'object' && data !== null) Object.values(Object.freeze(data)).forEach(deepFreeze);
  return data;
}

/** Lists the entries of an object, without those that are `undefined`. */
export function listEntries<Value>(object: {
  readonly [key: string]: Value | undefined;
}): (readonly [key: string, value: Value])[] {
  return Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
}

/** Copies plain data without what is `undefined`, so that its owner may change it later; functions are not copied. */
export function copyPlain<Value>(data: Value): Value {
  if (typeof data !== 'object' || data === null) return data;
  const copy = isReadableArray(data)
    ? data.map(copyPlain)
    : Object.fromEntries(listEntries(data as UnknownObject).map(([key, value]) => [key, copyPlain(value)]));
  return copy as Value; // a copy has the type of its original
}

/** Whether a string is empty or whitespace only. */
export function isBlank(value: string): boolean {
  return value === '' || (!isPrintableAscii(value.charCodeAt(0)) && value.trim() === '');
}

/** Whether a value counts as absent in an event: `null`, `undefined`, an empty or a whitespace-only string. */
export function isUnset(value: unknown): boolean {
  return typeof value === 'string' ? isBlank(value) : isAbsent(value);
}

/** Trims a string; faster than `trim` alone, as nearly all strings begin and end with a printable character. */
export function trim(value: string): string {
  const { length } = value;
  return length > 0 && isPrintableAscii(value.charCodeAt(0)) && isPrintableAscii(value.charCodeAt(length - 1))
    ? value
    : value.trim();
}

function isPrintableAscii(code: number): boolean {
  return code > 32 && code < 127;
}

/** Reads an own key of an object; faster than a plain read for a key that many objects lack (bench: `mixture`). */
export function getOwn<Value>(object: { readonly [key: string]: Value }, key: string): Value | undefined {
  return hasOwn(object, key) ? object[key] : undefined;
}
