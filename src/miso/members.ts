/** The members that JSON writes of an object, each read once. */
export type Members = ReadonlyMap<string, unknown>;

/**
 * The members of a plain object; of anything that JSON would write otherwise (a class of its own, a `Date`, a `toJSON`)
 * there are none.
 *
 * @example
 * ```ts
 * membersOf({ a: 1, b: undefined });
 * //=> new Map([['a', 1]])
 * ```
 */
export function membersOf(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if (!isOfObject(Object.getPrototypeOf(value)) || writesItself(value)) return undefined;
  return new Map(Object.entries(value).filter((member) => member[1] !== undefined));
}

/** Whether a value is a list that JSON writes item by item. */
export function isPlainList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !writesItself(value);
}

// `Object.prototype` of any realm, or none
function isOfObject(prototype: unknown): boolean {
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function writesItself(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** Whether a member is an object's own: a page may have put anything on the prototype of all objects. */
export function hasOwn(object: object, member: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, member);
}
