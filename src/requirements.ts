import type { Input } from './fields/input.ts';
import { isObject } from './fields/source.ts';
import { type IssueCode, issue, type MappingIssue, wrong } from './issue.ts';
import type { MisoCommonFields } from './miso/interactions.ts';

/** Any interaction, as far as something may be required of it. */
interface Requirable extends MisoCommonFields {
  readonly product_ids?: unknown;
  readonly product_group_ids?: unknown;
  readonly search?: unknown;
  readonly category?: unknown;
  readonly rating?: unknown;
}

/** Says what an interaction lacks to be of use to Miso, whose schema requires nothing of this. */
export type Requirement = (record: Requirable, input: Input) => MappingIssue | undefined;

/** Without an identity Miso derives one from the caller's address: behind a server, one for all visitors. */
export const lacksIdentity: Requirement = ({ user_id, anonymous_id }) =>
  user_id === undefined && anonymous_id === undefined ? issue('missing_identity', '') : undefined;

export const lacksProduct: Requirement = (record, input) =>
  lacksIdentity(record, input) ??
  (record.product_ids === undefined && record.product_group_ids === undefined
    ? missing('missing_product_id', input)
    : undefined);

export const lacksSearch: Requirement = (record, input) =>
  lacksIdentity(record, input) ??
  (record.search === undefined ? missing('missing_keywords', input) : undefined);

export const lacksCategory: Requirement = (record, input) =>
  lacksIdentity(record, input) ??
  (record.category === undefined ? issue('missing_category', 'properties.category') : undefined);

export const lacksRating: Requirement = (record, input) =>
  lacksProduct(record, input) ??
  (record.rating === undefined
    ? (input.issues.find(({ code }) => code === 'invalid_rating') ??
      issue('missing_rating', 'properties.rating'))
    : undefined);

// properties that are no object, such as JSON as text, are told
function missing(code: IssueCode, { event: { properties } }: Input): MappingIssue {
  const isTold = properties === undefined || properties === null || isObject(properties);
  return isTold ? issue(code, 'properties') : wrong(code, 'properties', properties);
}
