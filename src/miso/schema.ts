import type { MisoField } from './fieldsByType.ts';
import { hasMaxLength, isDateTime, isUuid, measureIpv4Network } from './formats.ts';
import type {
  MisoCampaign,
  MisoContext,
  MisoCustomContextValue,
  MisoPage,
  MisoSearch,
} from './interactions.ts';
import { isPlainArray, readJsonProperties } from './json.ts';

/** What a value must be. */
export type Schema = ValueSchema | ArraySchema | MapSchema | ObjectSchema;

/** A value that is checked as a whole. */
export interface ValueSchema {
  readonly is: (value: unknown) => boolean;
  readonly must: string;
}

/** An array, or a single item where that is allowed. */
export interface ArraySchema {
  readonly items: Schema;
  readonly orSingle?: true;
}

/** An object with any keys. */
export interface MapSchema {
  readonly values: Schema;
}

/** An object with the properties that Miso documents; it accepts others too. */
export interface ObjectSchema {
  readonly properties: { readonly [key: string]: Schema };
  readonly required: readonly string[];
}

type PropertySchemas<Documented> = { readonly [Key in keyof Documented]-?: Schema };

type FieldSchemas = { readonly [Field in MisoField]: Schema };

// created on first use, as most who import the library never validate
let schemas: FieldSchemas | undefined;

/** Returns what each field of an interaction must be. */
export function getFieldSchemas(): FieldSchemas {
  return (schemas ??= createFieldSchemas());
}

// eslint-disable-next-line max-lines-per-function -- a table
function createFieldSchemas(): FieldSchemas {
  const string: ValueSchema = { is: isString, must: 'must be a string' };
  const number: ValueSchema = { is: isNumber, must: 'must be a finite number' };
  const id: ValueSchema = {
    is: (value) => isString(value) && hasMaxLength(value, 512),
    must: 'must be a string of at most 512 characters',
  };
  const ids: ArraySchema = { items: id };
  const positive: ValueSchema = {
    is: (value) => isNumber(value) && value > 0,
    must: 'must be a positive number',
  };

  const campaign: PropertySchemas<MisoCampaign> = {
    name: string,
    source: string,
    medium: string,
    term: string,
    content: string,
  };
  const page: PropertySchemas<MisoPage> = { url: string, referrer: string, title: string };
  const search: PropertySchemas<MisoSearch> = { keywords: string, filters: { values: { items: string } } };
  const context: PropertySchemas<MisoContext> = {
    campaign: { properties: campaign, required: [] },
    truncated_ip: {
      is: (value) => isString(value) && measureIpv4Network(value) > 0,
      must: 'must be an IPv4 address',
    },
    locale: string,
    region: string,
    page: { properties: page, required: ['url'] },
    user_agent: string,
    custom_context: {
      values: {
        is: isCustomContextValue,
        must: 'must be a string, a number, a boolean, or an array of strings, of numbers or of flat objects',
      },
    },
  };
  return {
    user_id: id,
    anonymous_id: {
      is: (value) => isString(value) && hasMaxLength(value, 1024),
      must: 'must be a string of at most 1024 characters',
    },
    timestamp: {
      is: (value) => isString(value) && isDateTime(value),
      must: 'must be a real date and time, such as 2026-01-31T12:00:00.000Z',
    },
    miso_id: { is: (value) => isString(value) && isUuid(value), must: 'must be a UUID' },
    context: { properties: context, required: [] },
    product_ids: ids,
    product_group_ids: ids,
    quantities: { items: positive, orSingle: true },
    revenue: number,
    rating: {
      is: (value) => isNumber(value) && value >= 0 && value <= 5,
      must: 'must be a number from 0 to 5',
    },
    duration: number,
    search: { properties: search, required: [] },
    category: { items: string },
    question_id: id,
    result_type: string,
    value: string,
    custom_action_name: string,
  };
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Whether Miso accepts a value in `custom_context`. */
export function isCustomContextValue(value: unknown): value is MisoCustomContextValue {
  if (!isPlainArray(value)) return isFlat(value);
  return isArrayOf(value, isString) || isArrayOf(value, isNumber) || isArrayOf(value, isFlatObject);
}

// unlike `every`, it does not skip the holes of a sparse array, which JSON writes as null
function isArrayOf(array: readonly unknown[], is: (item: unknown) => boolean): boolean {
  for (let index = 0; index < array.length; index++) if (!is(array[index])) return false;
  return true;
}

function isFlat(value: unknown): boolean {
  return isString(value) || isNumber(value) || typeof value === 'boolean';
}

function isFlatObject(value: unknown): boolean {
  const properties = readJsonProperties(value);
  return properties !== undefined && [...properties.values()].every(isFlat);
}
