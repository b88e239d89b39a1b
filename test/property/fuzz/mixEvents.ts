/** A few events and other values, of which many events are made. */
export interface Pool {
  readonly events: readonly unknown[];
  readonly values: readonly unknown[];
  readonly seed: number;
}

/** A random number below another. */
export type Random = (below: number) => number;

/**
 * Makes events of a pool: each has members of two or three of its events, at all depths, and mostly some of its other
 * values in places of some members. To draw each whole would take twenty times as long.
 */
export function mixEvents({ events, values }: Pool, random: Random, count: number): unknown[] {
  return Array.from({ length: count }, () => {
    const first = mixValues(pick(events, random), pick(events, random), random);
    const event = random(2) === 0 ? first : mixValues(first, pick(events, random), random);
    return damageRepeatedly(event, values, random, random(4));
  });
}

/** Random numbers, the same for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

export function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[random(values.length)]!;
}

/** One of two values, or with members of both; neither is changed. */
function mixValues(one: unknown, other: unknown, random: Random): unknown {
  if (Array.isArray(one) && Array.isArray(other)) {
    // not spread, which would fill the holes
    return one.slice(0, random(one.length + 1)).concat(other.slice(random(other.length + 1)));
  }
  if (!isPlain(one) || !isPlain(other)) return random(2) === 0 ? one : other;
  const mix = { ...one };
  for (const member of Object.keys(other)) {
    const way = random(4);
    if (way === 0) setOwnProperty(mix, member, other[member]);
    else if (way === 1 && Object.hasOwn(mix, member)) {
      setOwnProperty(mix, member, mixValues(mix[member], other[member], random));
    }
  }
  return mix;
}

function damageRepeatedly(
  event: unknown,
  values: readonly unknown[],
  random: Random,
  times: number,
): unknown {
  let result = event;
  for (let time = 0; time < times; time++) result = damageOnce(result, values, random);
  return result;
}

/** A copy with another value, or none, in place of one of its members, at any depth. */
function damageOnce(owner: unknown, values: readonly unknown[], random: Random): unknown {
  if (!isPlain(owner) && !Array.isArray(owner)) return pick(values, random);
  const members = Object.keys(owner);
  if (members.length === 0) return pick(values, random);
  const member = pick(members, random);
  const copy: unknown = Array.isArray(owner) ? owner.slice() : { ...owner };
  const inside: unknown = Reflect.get(owner, member);
  const way = random(6);
  if (way === 0) Reflect.deleteProperty(copy as object, member);
  else {
    const isDeeper = typeof inside === 'object' && inside !== null && way > 1;
    setOwnProperty(
      copy as object,
      member,
      isDeeper ? damageOnce(inside, values, random) : pick(values, random),
    );
  }
  return copy;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function setOwnProperty(owner: object, member: string, value: unknown): void {
  if (member !== '__proto__') Reflect.set(owner, member, value);
  else Object.defineProperty(owner, member, { value, enumerable: true, writable: true, configurable: true });
}
