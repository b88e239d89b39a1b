import type { FieldOf } from './blueprints.ts';
import { fits, isDateTime, isUuid, networkLength } from './formats.ts';
import type {
  MisoCampaign,
  MisoCommonFields,
  MisoContext,
  MisoCustomContextValue,
  MisoInteractionType,
  MisoPage,
  MisoSearch,
} from './interactions.ts';
import { isPlainList, membersOf } from './members.ts';

/** What a value must be: said in words for the one that is not. */
export type Schema = ValueSchema | ListSchema | MapSchema | ObjectSchema;

/** A value that is looked at as a whole. */
export interface ValueSchema {
  readonly is: (value: unknown) => boolean;
  readonly must: string;
}

/** A list, or one item alone where that is allowed. */
export interface ListSchema {
  readonly items: Schema;
  readonly orOne?: true;
}

/** An object with members of any name. */
export interface MapSchema {
  readonly values: Schema;
}

/** An object with members that Miso knows; it takes others too. */
export interface ObjectSchema {
  readonly members: { readonly [member: string]: Schema };
  readonly required: readonly string[];
}

/** The name of any field of any interaction. */
export type MisoField =
  keyof MisoCommonFields | { [Type in MisoInteractionType]: FieldOf<Type> }[MisoInteractionType];

type MembersOf<Known> = { readonly [Member in keyof Known]-?: Schema };

type FieldSchemas = { readonly [Field in MisoField]: Schema };

// made when it is first asked for, as most who import the library never do
let schemas: FieldSchemas | undefined;

/** What each field of an interaction must be. */
export function fieldSchemas(): FieldSchemas {
  return (schemas ??= makeSchemas());
}

// eslint-disable-next-line max-lines-per-function -- a table
function makeSchemas(): FieldSchemas {
  const text: ValueSchema = { is: isText, must: 'must be a string' };
  const number: ValueSchema = { is: isNumber, must: 'must be a finite number' };
  const id: ValueSchema = {
    is: (value) => isText(value) && fits(value, 512),
    must: 'must be a string of at most 512 characters',
  };
  const ids: ListSchema = { items: id };
  const positive: ValueSchema = {
    is: (value) => isNumber(value) && value > 0,
    must: 'must be a positive number',
  };

  const campaign: MembersOf<MisoCampaign> = {
    name: text,
    source: text,
    medium: text,
    term: text,
    content: text,
  };
  const page: MembersOf<MisoPage> = { url: text, referrer: text, title: text };
  const search: MembersOf<MisoSearch> = { keywords: text, filters: { values: { items: text } } };
  const context: MembersOf<MisoContext> = {
    campaign: { members: campaign, required: [] },
    truncated_ip: {
      is: (value) => isText(value) && networkLength(value) > 0,
      must: 'must be an IPv4 address',
    },
    locale: text,
    region: text,
    page: { members: page, required: ['url'] },
    user_agent: text,
    custom_context: {
      values: {
        is: isCustomContextValue,
        must: 'must be a text, a number, a boolean, or a list of texts, of numbers or of flat objects',
      },
    },
  };
  return {
    user_id: id,
    anonymous_id: {
      is: (value) => isText(value) && fits(value, 1024),
      must: 'must be a string of at most 1024 characters',
    },
    timestamp: {
      is: (value) => isText(value) && isDateTime(value),
      must: 'must be a real date and time, such as 2026-01-31T12:00:00.000Z',
    },
    miso_id: { is: (value) => isText(value) && isUuid(value), must: 'must be a UUID' },
    context: { members: context, required: [] },
    product_ids: ids,
    product_group_ids: ids,
    quantities: { items: positive, orOne: true },
    revenue: number,
    rating: {
      is: (value) => isNumber(value) && value >= 0 && value <= 5,
      must: 'must be a number from 0 to 5',
    },
    duration: number,
    search: { members: search, required: [] },
    category: { items: text },
    question_id: id,
    result_type: text,
    value: text,
    custom_action_name: text,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Whether Miso takes a value in `custom_context`. */
export function isCustomContextValue(value: unknown): value is MisoCustomContextValue {
  if (!isPlainList(value)) return isFlat(value);
  return isListOf(value, isText) || isListOf(value, isNumber) || isListOf(value, isFlatObject);
}

// unlike `every`, it does not pass over the holes of a sparse array, which JSON writes as null
function isListOf(list: readonly unknown[], is: (item: unknown) => boolean): boolean {
  for (let index = 0; index < list.length; index++) if (!is(list[index])) return false;
  return true;
}

function isFlat(value: unknown): boolean {
  return isText(value) || isNumber(value) || typeof value === 'boolean';
}

function isFlatObject(value: unknown): boolean {
  const members = membersOf(value);
  return members !== undefined && [...members.values()].every(isFlat);
}
