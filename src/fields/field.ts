import type { IssueCode, MappingIssue } from '../issues.ts';
import { appendKey, createInvalidValueIssue } from '../issues.ts';
import { getOwn, type UnknownObject } from '../is.ts';
import type { MisoField } from '../miso/fieldsByType.ts';
import type { MisoInteractionType } from '../miso/interactions.ts';
import type { RawContext, RawEvent, RawProduct, RawProperties } from '../segment/raw.ts';
import type { Fields } from './index.ts';

/** One event while it is mapped to an interaction: readers read from it, and add the issues that they find. */
export interface MappingContext {
  readonly event: RawEvent;
  /** The event's properties; an empty object where the event has none. */
  readonly properties: RawProperties;
  /** The event's context; an empty object where the event has none. */
  readonly context: RawContext;
  readonly rule: ReadingRule;
  readonly issues: MappingIssue[];
}

/** How a rule reads events. */
export interface ReadingRule {
  readonly type: MisoInteractionType;
  /** Where products are looked for first: `one` in the properties themselves, `many` in `products`. */
  readonly products: 'one' | 'many';
  /** The fields to read; those that the interaction's type does not have are `undefined`. */
  readonly fields: RuleFields;
  readonly settings: FieldSettings;
}

/** The fields that a rule reads. */
export type RuleFields = { readonly [Name in keyof Fields]: Reads<Fields[Name]> | undefined };

// a custom source reads the same as the usual one, from elsewhere
type Reads<Field extends FieldDefinition & { readonly read: unknown }> = Pick<Field, 'misoField' | 'read'> &
  Pick<FieldDefinition, 'keys' | 'option'>;

/** The options that change how values are parsed. */
export interface FieldSettings {
  readonly categorySeparator: string;
  readonly ratingScale: number;
  /** Removes from the address of a page what the option `pageQuery` does not keep. */
  readonly cutAddress?: ((address: string) => string) | undefined;
}

/** The result of parsing a value from outside: usable; `undefined` when absent; `null` when invalid. */
export type Parsed<Value> = Value | undefined | null;

/** Parses a value, and says which issue an invalid one is. */
export interface Parser<Value> {
  readonly code: IssueCode;
  readonly parse: (value: unknown, settings: FieldSettings) => Parsed<Value>;
  /** Whether a value is read, and reported as invalid all the same. */
  readonly isReported?: (value: unknown) => boolean;
}

/** A parser with the keys under which Segment's spec has the value, in order. */
export interface KeyedParser<Value> extends Parser<Value> {
  readonly keys: readonly string[];
}

interface FieldDefinition {
  /** The field of Miso's records that it fills. */
  readonly misoField: MisoField;
  /** Where it is looked for: keys, or the paths that an option names. */
  readonly keys?: readonly string[];
  /** The option that names the paths. */
  readonly option?: string;
  /** The issue of an event that lacks it, and its path, where the interaction's type requires it. */
  readonly missing?: readonly [code: IssueCode, path: string];
}

/** A field with one value per event. `read` returns `undefined` when there is no usable value. */
export interface EventField<Value> extends KeyedParser<Value>, Omit<FieldDefinition, 'keys'> {
  readonly read: (ctx: MappingContext) => Value | undefined;
}

/** A field that each product has. */
export interface ProductField<Value> extends KeyedParser<Value>, Omit<FieldDefinition, 'keys'> {
  readonly isOfProduct: true;
  readonly read: (ctx: MappingContext, at: ProductPosition) => Value | undefined;
}

/** A field made of several values, each of which may be invalid on its own. */
export interface CompositeField<Value> extends FieldDefinition {
  readonly read: (ctx: MappingContext) => Value | undefined;
  /** Reads the value found at a path. */
  readonly readAt: (ctx: MappingContext, path: string, value: unknown) => Value | undefined;
}

/** A product, and where it is; the same object for each product of an array. */
export interface ProductPosition {
  product: RawProduct;
  /** The path of the product, or of the array that it is in. */
  readonly path: string;
  /** The index in that array, or the key in an object that stands for one; `undefined` for a single product. */
  index: number | string | undefined;
  readonly place: ProductPlace;
}

/**
 * Where a product is: a product of its own, the only one or one of several; or the event's properties. Those have the `id` of
 * something else too: in an event about many products, that of the order; in one about one, perhaps that of a line of the
 * cart, so that `id` and `sku` are tried only after `product`, as `propertiesLast`.
 */
export type ProductPlace = 'only' | 'item' | 'properties' | 'propertiesLast' | 'propertiesOfMany';

/**
 * Reads the first usable value of an object; each invalid one before it is reported.
 *
 * @example
 * ```ts
 * const parser: KeyedParser<string> = { keys: ['q', 'term'], code: 'invalid_keywords', parse: parseString };
 * readFirst(ctx, parser, { q: {}, term: 'shoes' }, 'properties');
 * //=> 'shoes'
 * ctx.issues.map(({ path }) => path);
 * //=> ['properties.q']
 * ```
 */
export function readFirst<Value>(
  ctx: MappingContext,
  { keys, code, parse, isReported }: KeyedParser<Value>,
  from: UnknownObject,
  at: string | ProductPosition,
): Value | undefined {
  // by index, as an iterator costs more than what it finds
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string; // the index is below the length
    const value = getOwn(from, key);
    const parsed = parse(value, ctx.rule.settings);
    if (parsed === undefined) continue;
    if (parsed === null || isReported?.(parsed)) {
      const path = typeof at === 'string' ? at : formatPosition(at);
      ctx.issues.push(createInvalidValueIssue(code, appendKey(path, key), value));
    }
    if (parsed !== null) return parsed;
  }
  return undefined;
}

/** Formats the path of a product. */
export function formatPosition({ path, index }: Pick<ProductPosition, 'path' | 'index'>): string {
  return index === undefined ? path : formatItemPath(path, index);
}

/**
 * Formats the path of an item of an array. In a path with `[]` it is that array's index; with several, it is not known.
 *
 * @example
 * ```ts
 * formatItemPath('properties.products', 2);
 * //=> 'properties.products[2]'
 * ```
 */
export function formatItemPath(path: string, index: number | string): string {
  if (typeof index === 'string') return appendKey(path, index);
  const array = path.indexOf('[]');
  if (array < 0) return `${path}[${index}]`;
  return path.includes('[]', array + 1) ? cutAtArray(path) : path.replace('[]', `[${index}]`);
}

/** Cuts a path at its first `[]`: a value beyond it was found in several items. */
export function cutAtArray(path: string): string {
  return path.replace(/\[\].*/, '');
}
