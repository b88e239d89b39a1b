import { codeOf, type Doing, doingOf } from '../ruleFunctions.ts';

/** The member that marks what JSON has no words for. */
const MARK = '$js';

interface Marked {
  readonly [MARK]: string;
  readonly [detail: string]: unknown;
}

/**
 * A value as JSON can hold it, in the same form where JSON has one.
 *
 * @example
 * ```ts
 * written({ id: 7n, at: 'x' });
 * //=> { id: { $js: 'bigint', value: '7' }, at: 'x' }
 * ```
 */
export function written(value: unknown): unknown {
  if (typeof value === 'number') return isOfJson(value) ? value : marked('number', { value: nameOf(value) });
  if (typeof value === 'bigint' || typeof value === 'symbol' || value === undefined) {
    return marked(typeof value, { value: typeof value === 'symbol' ? value.description : String(value) });
  }
  if (typeof value === 'function') return marked('function', { doing: writtenMembers(doingOf(value) ?? {}) });
  return typeof value === 'object' && value !== null ? writtenObject(value) : value;
}

/** The value that was written. */
export function read(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(read);
  return isMarked(json) ? readers[json[MARK]]!(json) : readMembers(json);
}

function writtenObject(value: object): unknown {
  if (value instanceof Date) return marked('date', { time: written(value.getTime()) });
  if (value instanceof Map) return marked('map', { entries: written([...(value as Map<unknown, unknown>)]) });
  if (value instanceof Set) return marked('set', { items: written([...(value as Set<unknown>)]) });
  if (Array.isArray(value)) {
    const isDense = Object.keys(value).length === value.length;
    if (isDense) return value.map(written);
    return marked('sparse', { length: value.length, items: writtenMembers(value) });
  }
  if (Object.getPrototypeOf(value) === null) return marked('bare', { members: writtenMembers(value) });
  const members = writtenMembers(value);
  return Object.hasOwn(value, MARK) ? marked('object', { members }) : members;
}

// entries, as a member may be called __proto__
function writtenMembers(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([member, inside]) => [member, written(inside)]));
}

function readMembers(json: object): object {
  return Object.fromEntries(Object.entries(json).map(([member, inside]) => [member, read(inside)]));
}

function marked(kind: string, details: object): Marked {
  return { [MARK]: kind, ...details };
}

function isMarked(json: object): json is Marked {
  return Object.hasOwn(json, MARK);
}

const readers: Readonly<Record<string, (json: Marked) => unknown>> = {
  number: ({ value }) => Number(value),
  bigint: ({ value }) => BigInt(value as string),
  symbol: ({ value }) => Symbol(value as string),
  undefined: () => undefined,
  function: ({ doing }) => codeOf(readMembers(doing as object) as Doing),
  date: ({ time }) => new Date(read(time) as number),
  map: ({ entries }) => new Map(read(entries) as [unknown, unknown][]),
  set: ({ items }) => new Set(read(items) as unknown[]),
  sparse: ({ length, items }) => Object.assign(new Array(length as number), readMembers(items as object)),
  bare: ({ members }) => Object.setPrototypeOf(readMembers(members as object), null),
  object: ({ members }) => readMembers(members as object),
};

function isOfJson(number: number): boolean {
  return Number.isFinite(number) && !Object.is(number, -0);
}

function nameOf(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number);
}
