import type { IssueCode, MappingIssue } from '../issues.ts';
import { appendKey, createInvalidValueIssue } from '../issues.ts';
import { getOwn, type UnknownObject } from '../is.ts';
import type { MisoField } from '../miso/fieldsByType.ts';
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
  /** Where products are looked for first: `one` in the properties themselves, `many` in `products`. */
  readonly products: 'one' | 'many';
  /** The fields to read; those that the interaction's type does not have are `undefined`. */
  readonly fields: RuleFields;
  readonly settings: FieldSettings;
}

/** The fields that a rule reads. */
export type RuleFields = { readonly [Name in keyof Fields]: Reads<Fields[Name]> | undefined };

// a custom source reads the same as the usual one, from elsewhere
type Reads<Field extends { readonly misoField: MisoField; readonly read: unknown }> = Pick<
  Field,
  'misoField' | 'read'
>;

/** The options that change how values are parsed. */
export interface FieldSettings {
  readonly categorySeparator: string;
  readonly ratingScale: number;
}

/** The result of parsing a value from outside: usable; `undefined` when absent; `null` when invalid. */
export type Parsed<Value> = Value | undefined | null;

/** Parses a value, and says which issue an invalid one is. */
export interface Parser<Value> {
  readonly code: IssueCode;
  readonly parse: (value: unknown, settings: FieldSettings) => Parsed<Value>;
}

/** A parser with the keys under which Segment's spec has the value, in order. */
export interface KeyedParser<Value> extends Parser<Value> {
  readonly keys: readonly string[];
}

interface FieldDefinition {
  /** The field of Miso's records that it fills. */
  readonly misoField: MisoField;
  /** The issue of an event that lacks it, and its path, where the interaction's type requires it. */
  readonly missing?: readonly [code: IssueCode, path: string];
}

/** A field with one value per event. `read` returns `undefined` when there is no usable value. */
export interface EventField<Value> extends FieldDefinition, KeyedParser<Value> {
  readonly read: (ctx: MappingContext) => Value | undefined;
}

/** A field that each product has. */
export interface ProductField<Value> extends FieldDefinition, KeyedParser<Value> {
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
  /** The index in that array; `undefined` for a single product. */
  index: number | undefined;
  /** Whether `id` may be the id of something else, such as the order. */
  readonly isIdAmbiguous: boolean;
}

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
  { keys, code, parse }: KeyedParser<Value>,
  from: UnknownObject,
  at: string | ProductPosition,
): Value | undefined {
  // by index, as an iterator costs more than what it finds
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string; // the index is below the length
    const value = getOwn(from, key);
    const parsed = parse(value, ctx.rule.settings);
    if (parsed === null) {
      const path = typeof at === 'string' ? at : formatPosition(at);
      ctx.issues.push(createInvalidValueIssue(code, appendKey(path, key), value));
    } else if (parsed !== undefined) return parsed;
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
export function formatItemPath(path: string, index: number): string {
  const array = path.indexOf('[]');
  if (array < 0) return `${path}[${index}]`;
  return path.includes('[]', array + 1) ? cutAtArray(path) : path.replace('[]', `[${index}]`);
}

/** Cuts a path at its first `[]`: a value beyond it was found in several items. */
export function cutAtArray(path: string): string {
  return path.replace(/\[\].*/, '');
}
