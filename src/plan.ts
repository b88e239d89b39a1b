import type { FieldReaders, Reading } from './fields/input.ts';
import { blueprints, commonFields } from './miso/blueprints.ts';
import type { MisoInteractionType } from './miso/interactions.ts';
import { sourcesOf } from './rules/sources.ts';

/** How the interactions of a rule are made; it has readers for the fields of their type only. */
export interface Plan<Type extends MisoInteractionType = MisoInteractionType> extends Reading {
  readonly type: Type;
  /** What a custom interaction is named, when not after its event. */
  readonly customActionName: string | undefined;
}

/** The plan for interactions of a type. */
export function planFor<Type extends MisoInteractionType>(
  type: Type,
  readers: FieldReaders,
  products: Reading['products'] = 'many',
  customActionName?: string,
): Plan<Type> {
  const fields: readonly string[] = [...commonFields, ...blueprints[type]];
  return { type, products, readers: without(readers, (field) => !fields.includes(field)), customActionName };
}

/** The readers without those that fill certain fields. */
export function without(readers: FieldReaders, isLeftOut: (field: string) => boolean): FieldReaders {
  const names = Object.entries(sourcesOf).flatMap(([field, sources]) => (isLeftOut(field) ? sources : []));
  return { ...readers, ...Object.fromEntries(names.map((name) => [name, undefined])) };
}
