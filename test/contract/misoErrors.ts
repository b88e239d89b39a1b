import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import { interactionSchema, uploadSchema } from './schema.ts';

/** What is wrong at a place, which is a JSON pointer into what was sent. */
interface Problem {
  readonly path: string;
  readonly expected: string;
  readonly isType?: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

const ajv = addFormats(new Ajv({ strict: true, allErrors: true, discriminator: true }));

/**
 * Says why Miso would refuse a record, as JSON carries it: first what breaks the schema, then what breaks the rules
 * beside it. No errors means that Miso accepts it.
 *
 * @example
 * ```ts
 * misoErrors({ type: 'click', user_id: 'u1', product_ids: [1] });
 * //=> ['/product_ids/0 must be string']
 * ```
 */
export function findMisoErrors(record: unknown): string[] {
  const sent = serializeAndParse(record);
  const problems = [...findSchemaProblems(interactionSchema, sent), ...findRuleProblems(sent)];
  return problems.map(({ path, expected }) => `${path || 'the record'} must be ${expected}`);
}

/** Throws unless Miso accepts a record; the error names its type and what is wrong. */
export function expectAccepted(record: unknown): void {
  const errors = findMisoErrors(record);
  if (errors.length === 0) return;
  const type = isFields(record) ? JSON.stringify(record['type']) : undefined;
  throw new Error(`Miso refuses this record of type ${type ?? 'unknown'}: ${errors.join('; ')}`);
}

/**
 * Says why Miso would refuse the body of an upload, in the lines of its 422.
 *
 * @example
 * ```ts
 * uploadErrors({ data: [{ type: 'click', user_id: 'u1', product_ids: [1] }] });
 * //=> ['data.0.product_ids.0 is invalid. The attribute was expected to be of type string.']
 * ```
 */
export function findUploadErrors(body: unknown): string[] {
  const sent = serializeAndParse(body);
  const records: unknown[] = isFields(sent) && Array.isArray(sent['data']) ? sent['data'] : [];
  const problems = [
    ...findSchemaProblems(uploadSchema, sent),
    ...records.flatMap((record, index) =>
      findRuleProblems(record).map((problem) => ({ ...problem, path: `/data/${index}${problem.path}` })),
    ),
  ];
  return problems.map(formatUploadError);
}

function formatUploadError({ path, expected, isType }: Problem): string {
  const place = path.split('/').slice(1).map(unescapePointer).join('.');
  return `${place || 'The body'} is invalid. The attribute was expected to be ${isType ? 'of type ' : ''}${expected}.`;
}

// nothing at all when JSON cannot hold it
function serializeAndParse(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

// --- the schema

// Ajv compiles a schema at its first use and keeps it
function findSchemaProblems(schema: object, sent: unknown): Problem[] {
  if (ajv.validate(schema, sent)) return [];
  return (ajv.errors ?? []).map(describeSchemaError);
}

type Params = Readonly<Record<string, string>>;

// Ajv's keyword -> the member that it is about, when not the place itself; what that was expected to be
const expectations: Readonly<
  Record<string, (params: Params) => readonly [member: string, expected: string]>
> = {
  type: ({ type }) => ['', `${type}`],
  additionalProperties: ({ additionalProperty }) => [`${additionalProperty}`, 'absent'],
  required: ({ missingProperty }) => [`${missingProperty}`, 'given'],
  discriminator: ({ tag }) => [`${tag}`, 'the name of an interaction type'],
  maxLength: ({ limit }) => ['', `at most ${limit} characters long`],
  format: ({ format }) => ['', `of format ${format}`],
  anyOf: () => ['', 'one of these'],
};

function describeSchemaError({ keyword, instancePath, params }: ErrorObject): Problem {
  const expectation = expectations[keyword];
  if (expectation === undefined) throw new Error(`no words for the keyword ${keyword}`);
  const [member, expected] = expectation(params);
  const path = member === '' ? instancePath : `${instancePath}/${escapePointer(member)}`;
  return { path, expected, isType: keyword === 'type' };
}

function escapePointer(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescapePointer(member: string): string {
  return member.replaceAll('~1', '/').replaceAll('~0', '~');
}

// --- what Miso needs beside the schema

// narrower than ajv-formats' `date-time`, which takes small letters, a blank for the T, leap seconds, +0100 and +01, the
// year 0000 and some hours from 24; the two together leave the real date-times of this one form
const DATE_TIME = /^(?!0000)\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

interface Rule extends Problem {
  readonly holds: (record: Fields) => boolean;
}

// a wrong kind of value is the schema's to refuse
const rules: readonly Rule[] = [
  {
    path: '',
    expected: 'identified by user_id or anonymous_id',
    holds: ({ user_id, anonymous_id }) => isName(user_id) || isName(anonymous_id),
  },
  {
    path: '/timestamp',
    expected: 'of the form 2026-01-31T12:00:00.000Z',
    holds: ({ timestamp }) => typeof timestamp !== 'string' || DATE_TIME.test(timestamp),
  },
  {
    // the schema's `uuid` takes one with `urn:uuid:` before it too
    path: '/miso_id',
    expected: 'of the form 8-4-4-4-12',
    holds: ({ miso_id }) => typeof miso_id !== 'string' || miso_id.length === 36,
  },
  {
    path: '/rating',
    expected: 'from 0 to 5',
    holds: ({ rating }) => typeof rating !== 'number' || (rating >= 0 && rating <= 5),
  },
  {
    // of a number alone Miso does not say for how many it stands
    path: '/quantities',
    expected: 'one number for each of product_ids',
    holds: ({ quantities, product_ids }) =>
      !Array.isArray(quantities) ||
      quantities.length === (Array.isArray(product_ids) ? product_ids.length : 0),
  },
];

function isName(id: unknown): boolean {
  return typeof id === 'string' && /\S/.test(id);
}

function findRuleProblems(sent: unknown): Problem[] {
  if (!isFields(sent)) return [];
  return [...rules.filter(({ holds }) => !holds(sent)), ...findQuantityProblems(sent['quantities'])];
}

function findQuantityProblems(quantities: unknown): Problem[] {
  if (!Array.isArray(quantities)) return requirePositive('/quantities', quantities);
  return quantities.flatMap((quantity, index) => requirePositive(`/quantities/${index}`, quantity));
}

function requirePositive(path: string, quantity: unknown): Problem[] {
  return typeof quantity !== 'number' || quantity > 0 ? [] : [{ path, expected: 'positive' }];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
