import fc from 'fast-check';
import { createUserFunction, getBehavior } from '../userFunctions.ts';

/** One value, which shrinks to what is left of it when parts are taken away: whatever it was drawn by. */
export class Shrinkable<Value> extends fc.Arbitrary<Value> {
  readonly value: Value;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  generate(): fc.Value<Value> {
    return new fc.Value(this.value, undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Value {
    return value === this.value;
  }

  shrink(value: Value): fc.Stream<fc.Value<Value>> {
    // a part may be of any type: a case that is none does not fail in the way that is looked for
    return fc.stream(shrinkValue(value)).map((smaller) => new fc.Value(smaller as Value, undefined));
  }
}

function* shrinkValue(value: unknown): Generator<unknown, void, undefined> {
  if (typeof value === 'string') yield* shrinkString(value);
  else if (typeof value === 'number' && value !== 0) yield* shrinkNumber(value);
  else if (typeof value === 'function') yield* shrinkFunction(value);
  else if (Array.isArray(value)) yield* shrinkArray<unknown>(value, shrinkValue);
  else if (isPlain(value)) {
    // entries, as a member may be called __proto__
    const lists = shrinkArray(Object.entries(value), function* ([member, inside]) {
      for (const smaller of shrinkValue(inside)) yield [member, smaller] as [string, unknown];
    });
    for (const entries of lists) yield Object.fromEntries(entries);
  }
}

function* shrinkString(text: string): Generator<string, void, undefined> {
  const half = text.length >> 1;
  if (half > 0) yield* [text.slice(0, half), text.slice(half)];
  // one by one only where that does not take long
  if (text.length > 200) return;
  for (let at = 0; at < text.length; at++) yield text.slice(0, at) + text.slice(at + 1);
}

function* shrinkNumber(number: number): Generator<number, void, undefined> {
  yield 0;
  if (Math.abs(number) > 1 && Number.isFinite(number)) yield Math.trunc(number / 2);
}

function* shrinkFunction(code: object): Generator<unknown, void, undefined> {
  const doing = getBehavior(code);
  if (doing === undefined || !('gives' in doing)) return;
  for (const gives of shrinkValue(doing.gives)) yield createUserFunction({ gives });
}

function* shrinkArray<Item>(
  list: readonly Item[],
  smallerItems: (item: Item) => Iterable<Item>,
): Generator<Item[], void, undefined> {
  const half = list.length >> 1;
  if (half > 0) yield* [list.slice(0, half), list.slice(half)];
  for (let at = 0; at < list.length; at++) yield [...list.slice(0, at), ...list.slice(at + 1)];
  for (const [at, item] of list.entries()) {
    for (const smaller of smallerItems(item)) yield list.with(at, smaller);
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
