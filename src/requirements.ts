import type { RawEvent } from './fields/input.ts';
import { isObject } from './fields/source.ts';
import { type Findings, type IssueCode, issue, type MappingIssue, wrong } from './issue.ts';
import type { MisoCommonFields } from './miso/interactions.ts';
import type { Plan } from './plan.ts';

/** Any interaction, as far as something may be required of it. */
interface Requirable extends MisoCommonFields {
  readonly product_ids?: unknown;
  readonly product_group_ids?: unknown;
  readonly search?: unknown;
  readonly category?: unknown;
  readonly rating?: unknown;
}

/** The types with products as a detail of what happened. */
const PRODUCTS_TOO = ['impression', 'viewable_impression', 'click', 'submit', 'promo_page_view', 'custom'];

/**
 * What an interaction lacks to be of use to Miso, whose schema requires nothing of this. Without an identity Miso
 * derives one from the caller's address: behind a server, one for all visitors.
 */
export function lackOf(
  { type, readers }: Plan,
  record: Requirable,
  event: RawEvent,
  findings: Findings,
): MappingIssue | undefined {
  if (!record.user_id && !record.anonymous_id) return issue('missing_identity', '');
  if (readers.products && !record.product_ids && !record.product_group_ids && !PRODUCTS_TOO.includes(type))
    return missing('missing_product_id', event);
  if (readers.keywords && !record.search) return missing('missing_keywords', event);
  if (readers.category && !record.category) return issue('missing_category', 'properties.category');
  if (readers.rating && record.rating === undefined) {
    const found = findings.issues.find(({ code }) => code === 'invalid_rating');
    return found ?? issue('missing_rating', 'properties.rating');
  }
  return undefined;
}

// properties that are no object, such as JSON as text, are told
function missing(code: IssueCode, { properties }: RawEvent): MappingIssue {
  const isTold = properties === undefined || properties === null || isObject(properties);
  return isTold ? issue(code, 'properties') : wrong(code, 'properties', properties);
}
