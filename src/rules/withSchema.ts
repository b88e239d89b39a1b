import type { StandardSchemaV1 } from '@standard-schema/spec';
import { issue, type MappingIssue, memberPath } from '../issue.ts';
import { demandNow, Rejection } from '../rejection.ts';
import type { RuleEvent, RuleOutcome, RuleTools } from './rule.ts';

/**
 * Makes a rule function whose properties a schema validates and types: any synchronous validator of the Standard Schema
 * spec (zod, valibot, arktype and others). The function gets what the schema gives out. An event that does not match is
 * rejected as `schema_mismatch`, with a path for each thing that is wrong.
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
  requireArguments(schema, rule);
  return (event, tools) => rule({ ...event, properties: validated(schema, event.properties) }, tools);
}

function requireArguments(schema: unknown, rule: unknown): void {
  if (!isStandard(schema))
    throw new TypeError('withSchema: the schema must be one of the Standard Schema spec');
  if (typeof rule !== 'function') throw new TypeError('withSchema: the rule must be a function');
}

// a schema may be a function too
function isStandard(schema: unknown): boolean {
  if ((typeof schema !== 'object' && typeof schema !== 'function') || schema === null) return false;
  const standard: unknown = '~standard' in schema ? schema['~standard'] : undefined;
  if (typeof standard !== 'object' || standard === null) return false;
  return 'validate' in standard && typeof standard.validate === 'function';
}

function validated<Schema extends StandardSchemaV1>(
  schema: Schema,
  properties: unknown,
): StandardSchemaV1.InferOutput<Schema> {
  const result = schema['~standard'].validate(properties);
  demandNow('the schema', result);
  if (!result.issues) return result.value;
  const [first = issue('schema_mismatch', 'properties'), ...others] = result.issues.map(mismatch);
  throw new Rejection([first, ...others]);
}

// the path only: the validator's message may hold values
function mismatch({ path = [] }: StandardSchemaV1.Issue): MappingIssue {
  return issue('schema_mismatch', path.reduce<string>(segmentPath, 'properties'));
}

function segmentPath(parent: string, segment: PropertyKey | StandardSchemaV1.PathSegment): string {
  const key = typeof segment === 'object' ? segment.key : segment;
  return typeof key === 'number' ? `${parent}[${key}]` : memberPath(parent, String(key));
}
