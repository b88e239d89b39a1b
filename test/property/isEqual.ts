import { isDeepStrictEqual } from 'node:util';

/** Whether two values are the same all through. Node's comparison is slow, so it is asked only where this one doubts. */
export function isEqual(one: unknown, other: unknown): boolean {
  return isPlainlyEqual(one, other) || isDeepStrictEqual(one, other);
}

/** Whether two values are surely the same: plain objects and lists with the same members, down to the same values. */
function isPlainlyEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  // Node would have two invalid dates differ
  if (one instanceof Date && other instanceof Date) return Object.is(one.getTime(), other.getTime());
  if (!isAlike(one, other)) return false;
  const members = Object.keys(one);
  if (members.length !== Object.keys(other).length) return false;
  for (const member of members) {
    if (!Object.hasOwn(other, member)) return false;
    if (!isPlainlyEqual(Reflect.get(one, member), Reflect.get(other, member))) return false;
  }
  return true;
}

/** Whether both are lists of one length, or both objects, and nothing else is in them than members with names. */
function isAlike(one: object, other: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(one);
  if (prototype !== Object.getPrototypeOf(other)) return false;
  const isPlain = Array.isArray(one)
    ? prototype === Array.prototype && Array.isArray(other) && one.length === other.length
    : (prototype === Object.prototype || prototype === null) && !Array.isArray(other);
  return (
    isPlain && Object.getOwnPropertySymbols(one).length + Object.getOwnPropertySymbols(other).length === 0
  );
}
