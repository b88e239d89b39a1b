import { createUserFunction, type Behavior, getBehavior } from '../userFunctions.ts';

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
export function serialize(value: unknown): unknown {
  if (typeof value === 'number')
    return isJsonValue(value) ? value : addMark('number', { value: getTypeName(value) });
  if (typeof value === 'bigint' || typeof value === 'symbol' || value === undefined) {
    return addMark(typeof value, { value: typeof value === 'symbol' ? value.description : String(value) });
  }
  if (typeof value === 'function')
    return addMark('function', { doing: serializeProperties(getBehavior(value) ?? {}) });
  return typeof value === 'object' && value !== null ? serializeObject(value) : value;
}

/** The value that was written. */
export function deserialize(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(deserialize);
  return isMarked(json) ? readers[json[MARK]]!(json) : deserializeProperties(json);
}

function serializeObject(value: object): unknown {
  if (value instanceof Date) return addMark('date', { time: serialize(value.getTime()) });
  if (value instanceof Map)
    return addMark('map', { entries: serialize([...(value as Map<unknown, unknown>)]) });
  if (value instanceof Set) return addMark('set', { items: serialize([...(value as Set<unknown>)]) });
  if (Array.isArray(value)) {
    const isDense = Object.keys(value).length === value.length;
    if (isDense) return value.map(serialize);
    return addMark('sparse', { length: value.length, items: serializeProperties(value) });
  }
  if (Object.getPrototypeOf(value) === null) return addMark('bare', { members: serializeProperties(value) });
  const members = serializeProperties(value);
  return Object.hasOwn(value, MARK) ? addMark('object', { members }) : members;
}

// entries, as a member may be called __proto__
function serializeProperties(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([member, inside]) => [member, serialize(inside)]));
}

function deserializeProperties(json: object): object {
  return Object.fromEntries(Object.entries(json).map(([member, inside]) => [member, deserialize(inside)]));
}

function addMark(kind: string, details: object): Marked {
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
  function: ({ doing }) => createUserFunction(deserializeProperties(doing as object) as Behavior),
  date: ({ time }) => new Date(deserialize(time) as number),
  map: ({ entries }) => new Map(deserialize(entries) as [unknown, unknown][]),
  set: ({ items }) => new Set(deserialize(items) as unknown[]),
  sparse: ({ length, items }) =>
    Object.assign(new Array(length as number), deserializeProperties(items as object)),
  bare: ({ members }) => Object.setPrototypeOf(deserializeProperties(members as object), null),
  object: ({ members }) => deserializeProperties(members as object),
};

function isJsonValue(number: number): boolean {
  return Number.isFinite(number) && !Object.is(number, -0);
}

function getTypeName(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number);
}
