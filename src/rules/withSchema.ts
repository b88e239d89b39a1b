import type { StandardSchemaV1 } from '@standard-schema/spec';
import { assertSync, Rejection } from '../fields/callUserFunction.ts';
import { appendKey, createIssue, type MappingIssue } from '../issues.ts';
import type { RuleEvent } from './ruleEvent.ts';
import type { RuleOutcome, RuleTools } from './types.ts';

/**
 * Creates a rule function whose event properties a schema validates and types: any synchronous validator of the Standard Schema
 * spec (zod, valibot, arktype and others). The function gets the schema's output. An event that does not match is rejected as
 * `schema_mismatch`, with the path of each problem.
 *
 * @example
 * ```ts
 * const schema: StandardSchemaV1<unknown, { sum: number }> = {
 *   '~standard': { version: 1, vendor: 'example', validate: () => ({ value: { sum: 5 } }) },
 * };
 * const rule = withSchema(schema, (event, { build }) => build('checkout', { revenue: event.properties.sum }));
 * const { map } = createMapper({ events: { 'Order Placed': rule } });
 * map({ event: 'Order Placed', userId: 'u1', timestamp: '2026-01-31T12:00:00Z', properties: { sku: 's' } }).interactions;
 * //=> [{ type: 'checkout', user_id: 'u1', timestamp: '2026-01-31T12:00:00Z', product_ids: ['s'], revenue: 5 }]
 * ```
 */
export function withSchema<Schema extends StandardSchemaV1, Outcome extends RuleOutcome>(
  schema: Schema,
  rule: (event: RuleEvent<StandardSchemaV1.InferOutput<Schema>>, tools: RuleTools) => Outcome,
): (event: RuleEvent, tools: RuleTools) => Outcome {
  assertArguments(schema, rule);
  return (event, tools) => rule({ ...event, properties: validate(schema, event.properties) }, tools);
}

function assertArguments(schema: unknown, rule: unknown): void {
  if (!isStandardSchema(schema))
    throw new TypeError('withSchema: the schema must implement the Standard Schema spec');
  if (typeof rule !== 'function') throw new TypeError('withSchema: the rule must be a function');
}

// a schema may be a function too
function isStandardSchema(schema: unknown): boolean {
  if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) return false;
  const standard: unknown = '~standard' in schema ? schema['~standard'] : undefined;
  if (typeof standard !== 'object' || standard === null) return false;
  return 'validate' in standard && typeof standard.validate === 'function';
}

function validate<Schema extends StandardSchemaV1>(
  schema: Schema,
  properties: unknown,
): StandardSchemaV1.InferOutput<Schema> {
  const result = schema['~standard'].validate(properties);
  assertSync('the schema', result);
  if (!result.issues) return result.value;
  const [first = createIssue('schema_mismatch', 'properties'), ...others] = result.issues.map(createMismatch);
  throw new Rejection([first, ...others]);
}

// the path only: the validator's message may hold values
function createMismatch({ path = [] }: StandardSchemaV1.Issue): MappingIssue {
  return createIssue('schema_mismatch', path.reduce<string>(appendSegment, 'properties'));
}

function appendSegment(parent: string, segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  const key = typeof segment === 'object' ? segment.key : segment;
  return typeof key === 'number' ? `${parent}[${key}]` : appendKey(parent, String(key));
}
