import type { MapResult, MisoInteraction } from 'segment-to-miso';
import { pathOf, type Segments } from './paths.ts';

/** A value of a payload that holds no others. */
export interface Leaf {
  readonly segments: Segments;
  readonly value: string | number | boolean;
  readonly set: (value: unknown) => void;
  readonly reset: () => void;
}

/**
 * All values of an event, without the empty strings and nulls, which the library treats as absent. The values in a string of
 * JSON are listed one by one, at the path of that string: the library reads it as an object or an array.
 */
export function leavesOf(event: unknown): Leaf[] {
  return listScalars(event).flatMap(expandJson);
}

function listScalars(value: unknown, segments: Segments = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [];
  const properties: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return properties.flatMap(([name, scalar]) => {
    const path = [...segments, name];
    if (!isScalar(scalar)) return listScalars(scalar, path);
    // defined, not assigned: a property may be called __proto__
    const set = (other: unknown): void => {
      Object.defineProperty(value, name, {
        value: other,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    };
    const reset = (): void => {
      set(scalar);
    };
    return scalar === '' ? [] : [{ segments: path, value: scalar, set, reset }];
  });
}

function expandJson(leaf: Leaf): Leaf[] {
  const json = parseJson(leaf.value);
  if (json === undefined) return [leaf];
  return leavesOf(json).map(({ value, set, reset }) => ({
    segments: leaf.segments,
    value,
    set: (other) => {
      set(other);
      leaf.set(JSON.stringify(json));
    },
    reset: () => {
      reset();
      leaf.reset();
    },
  }));
}

function parseJson(value: Leaf['value']): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/**
 * Finds which values of an event make each field of its interactions. The library does not say, so each value in turn is
 * changed a little and the event is mapped again: a field that changes is made of that value. A value whose change leaves no
 * interaction decides that there is one: it counts for `type`.
 *
 * Yields after each value, so that a caller can stop; changes the event, and restores it.
 */
export function* findSources(
  leaves: readonly Leaf[],
  map: () => MapResult,
  found: Record<string, string[]>,
): Generator<undefined, void> {
  const { interactions } = map();
  if (interactions.length === 0) return;
  const before = { json: JSON.stringify(interactions), fields: fieldsOf(interactions) };
  for (const leaf of leaves) {
    const path = pathOf(leaf.segments);
    for (const field of fieldsMadeOf(leaf, map, before)) {
      const paths = (found[field] ??= []);
      // the values in a string of JSON have one path
      if (!paths.includes(path)) paths.push(path);
    }
    yield;
  }
}

/** What came out before a change. */
interface Before {
  readonly json: string;
  readonly fields: ReadonlyMap<string, unknown>;
}

/** The paths of the scalars in a list of interactions, and their values. */
function fieldsOf(interactions: readonly MisoInteraction[]): ReadonlyMap<string, unknown> {
  return new Map(listScalars(interactions).map(({ segments, value }) => [pathOf(segments), value]));
}

function fieldsMadeOf(leaf: Leaf, map: () => MapResult, before: Before): string[] {
  const fields = [...before.fields.keys()];
  let decides = false;
  try {
    for (const value of alterations(leaf.value)) {
      leaf.set(value);
      const { interactions } = map();
      decides ||= interactions.length === 0;
      // most values make nothing: comparing JSON is faster than comparing fields
      if (interactions.length === 0 || JSON.stringify(interactions) === before.json) continue;
      const after = fieldsOf(interactions);
      const changed = fields.filter((field) => before.fields.get(field) !== after.get(field));
      if (changed.length > 0) return changed;
    }
  } finally {
    leaf.reset();
  }
  return decides ? fields.filter((field) => /^\[\d+\]\.type$/.test(field)) : [];
}

/** Values that are nearly the same, so that they are read in the same way: first those that are likely to be right. */
function alterations(value: Leaf['value']): readonly Leaf['value'][] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  const turned = [1, 9].map((step) =>
    value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + step) % 10)),
  );
  return [...turned.filter((text) => text !== value), `${value}x`];
}

function isScalar(value: unknown): value is Leaf['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
