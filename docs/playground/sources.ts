import type { MapResult, MisoInteraction } from 'segment-to-miso';
import { pathOf, type Segments } from './paths.ts';

/** A value of a payload that holds no others. */
export interface Leaf {
  readonly segments: Segments;
  readonly value: string | number | boolean;
  readonly set: (value: unknown) => void;
}

/** All that an event says: blank and null members are absent to the library. */
export function leavesOf(event: unknown, segments: Segments = []): Leaf[] {
  if (typeof event !== 'object' || event === null) return [];
  const members: [string | number, unknown][] = Array.isArray(event)
    ? [...event.entries()]
    : Object.entries(event);
  return members.flatMap(([name, value]) => {
    const path = [...segments, name];
    if (!isScalar(value)) return leavesOf(value, path);
    // defined, not assigned: a member may be called __proto__
    const set = (other: unknown): void => {
      Object.defineProperty(event, name, {
        value: other,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    };
    return value === '' ? [] : [{ segments: path, value, set }];
  });
}

/**
 * Finds which values of an event make each field of its interactions. The library does not tell, so each value in turn is
 * changed a little, the event is mapped again, and what comes out differently was made of it. A change that leaves no
 * interaction is one of what decides that there is one: it counts for `type`.
 *
 * Yields after each value, so that a caller can stop with what is found; changes the event, and puts it back.
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
    for (const field of fieldsMadeOf(leaf, map, before)) (found[field] ??= []).push(pathOf(leaf.segments));
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
  return new Map(leavesOf(interactions).map(({ segments, value }) => [pathOf(segments), value]));
}

function fieldsMadeOf(leaf: Leaf, map: () => MapResult, before: Before): string[] {
  const fields = [...before.fields.keys()];
  let decides = false;
  try {
    for (const value of alterations(leaf.value)) {
      leaf.set(value);
      const { interactions } = map();
      decides ||= interactions.length === 0;
      // most values make nothing: the text tells sooner than the fields
      if (interactions.length === 0 || JSON.stringify(interactions) === before.json) continue;
      const after = fieldsOf(interactions);
      const changed = fields.filter((field) => before.fields.get(field) !== after.get(field));
      if (changed.length > 0) return changed;
    }
  } finally {
    leaf.set(leaf.value);
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
