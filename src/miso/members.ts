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

// so few that holes may be read as if they were items
const FEW = 100_000;

/** Whether a value is a list that can be read to its end: a sparse array may claim billions of items that it has not. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && (value.length <= FEW || Object.keys(value).length >= value.length);
}

/** The items of a list, a hole as `undefined`; anything else is the only item. */
export function itemsOf(value: unknown): unknown[] {
  return isList(value) ? Array.from(value) : [value];
}

/** The JSON of a value; throws where it has none: a cycle, a bigint, a list that cannot be read to its end. */
export function jsonOf(value: unknown): unknown {
  return JSON.stringify(value, (_, member: unknown) => {
    if (Array.isArray(member) && !isList(member)) throw new TypeError('a list with holes');
    return member;
  });
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
