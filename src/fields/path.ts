import { getOwn, isObject, isReadableArray } from '../is.ts';

/** A parsed path: keys, indices, and `EVERY` for each item of an array. */
export type Path = readonly (string | number | typeof EVERY)[];

/** Stands for `[]`. */
export const EVERY = null;

const FORM = /^[^.[\]]+(?:\[\d*\])*(?:\.[^.[\]]+(?:\[\d*\])*)*$/;

// with a longer one the regular expression runs out of stack
const MAX_LENGTH = 1000;

/**
 * Whether a string is a path, of at most 1,000 characters: `a.b`, `a[0].b` or `a[].b`.
 *
 * @example
 * ```ts
 * isPath('lines[x]');
 * //=> false
 * ```
 */
export function isPath(written: string): boolean {
  return written.length <= MAX_LENGTH && FORM.test(written);
}

/**
 * Parses a path.
 *
 * @example
 * ```ts
 * parsePath('lines[0].tags[]');
 * //=> ['lines', 0, 'tags', null]
 * ```
 */
export function parsePath(written: string): Path {
  return Array.from(written.matchAll(/[^.[\]]+|\[\d*\]/g), ({ 0: segment }) => {
    if (!segment.startsWith('[')) return segment;
    return segment === '[]' ? EVERY : Number(segment.slice(1, -1));
  });
}

/**
 * Follows a path; `undefined` when it leads nowhere. After `[]` the result is an array with one value for each item.
 *
 * @example
 * ```ts
 * followPath({ lines: [{ sku: 'a' }, { sku: 'b' }] }, ['lines', EVERY, 'sku']);
 * //=> ['a', 'b']
 * ```
 */
export function followPath(from: unknown, path: Path, start = 0): unknown {
  let value = from;
  for (let index = start; index < path.length; index++) {
    const segment = path[index];
    if (segment === EVERY) {
      if (!isReadableArray(value)) return undefined;
      const items = Array.from(value, (item) => followPath(item, path, index + 1));
      return path.includes(EVERY, index + 1) ? items.flat() : items;
    }
    if (typeof segment === 'number') value = isReadableArray(value) ? value[segment] : undefined;
    else value = isObject(value) && segment !== undefined ? getOwn(value, segment) : undefined;
  }
  return value;
}
