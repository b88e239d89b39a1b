import { hasOwn, isList } from '../miso/members.ts';
import { isObject } from './source.ts';

/** A path, taken apart: members by name, items by index, and `EVERY` for each item of a list. */
export type Path = readonly (string | number | typeof EVERY)[];

/** Stands for `[]`. */
export const EVERY = null;

const FORM = /^[^.[\]]+(?:\[\d*\])*(?:\.[^.[\]]+(?:\[\d*\])*)*$/;

// of a longer one the regular expression runs out of stack
const LONGEST = 1000;

/**
 * Whether a text is a path, of at most 1,000 characters: `a.b`, `a[0].b` or `a[].b`.
 *
 * @example
 * ```ts
 * isPath('lines[x]');
 * //=> false
 * ```
 */
export function isPath(written: string): boolean {
  return written.length <= LONGEST && FORM.test(written);
}

/**
 * Takes a path apart.
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
 * Follows a path; `undefined` when it leads nowhere. Past `[]` there is a list, with a place for each item.
 *
 * @example
 * ```ts
 * follow({ lines: [{ sku: 'a' }, { sku: 'b' }] }, ['lines', EVERY, 'sku']);
 * //=> ['a', 'b']
 * ```
 */
export function follow(from: unknown, path: Path, start = 0): unknown {
  let value = from;
  for (let index = start; index < path.length; index++) {
    const segment = path[index];
    if (segment === EVERY) {
      if (!isList(value)) return undefined;
      const items = Array.from(value, (item) => follow(item, path, index + 1));
      return path.includes(EVERY, index + 1) ? items.flat() : items;
    }
    if (typeof segment === 'number') value = isList(value) ? value[segment] : undefined;
    else
      value = isObject(value) && segment !== undefined && hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value;
}
