/** What a value held at a time: each object in it, with a copy of that object alone. */
export class Snapshot {
  readonly #copies = new Map<object, object>();

  constructor(value: unknown) {
    this.#take(value);
  }

  /** Whether every object still holds the very same as then. */
  isCurrent(): boolean {
    for (const [object, copy] of this.#copies) if (!isSame(object, copy)) return false;
    return true;
  }

  /** Has every object hold again what it held. */
  restore(): void {
    for (const [object, copy] of this.#copies) {
      if (isSame(object, copy)) continue;
      if (object instanceof Date) object.setTime(Number(copy));
      for (const member of Reflect.ownKeys(object)) Reflect.deleteProperty(object, member);
      Object.defineProperties(object, Object.getOwnPropertyDescriptors(copy));
    }
  }

  #take(value: unknown): void {
    // what is in several places is looked at once, so a snapshot of many events that share parts takes little time
    if (typeof value !== 'object' || value === null || this.#copies.has(value)) return;
    const copy = copyShallow(value);
    this.#copies.set(value, copy);
    for (const member of Object.keys(copy)) this.#take(Reflect.get(copy, member));
  }
}

function copyShallow(object: object): object {
  if (object instanceof Date) return new Date(object);
  if (object instanceof Map || object instanceof Set) return object;
  // a slice keeps holes
  if (Array.isArray(object)) return object.slice();
  return Object.getPrototypeOf(object) === null ? { __proto__: null, ...object } : { ...object };
}

function isSame(object: object, copy: object): boolean {
  if (object instanceof Date) return copy instanceof Date && Object.is(object.getTime(), copy.getTime());
  const members = Reflect.ownKeys(object);
  return (
    members.length === Reflect.ownKeys(copy).length &&
    members.every(
      (member) =>
        Object.hasOwn(copy, member) && Object.is(Reflect.get(object, member), Reflect.get(copy, member)),
    )
  );
}
