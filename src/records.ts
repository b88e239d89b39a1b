import type { RawEvent, RawProperties } from './fields/input.ts';
import { isObject } from './fields/source.ts';
import { type Findings, issue, type MappingIssue, NO_ISSUES, report } from './issue.ts';
import type { MisoCommonFields, MisoInteractionType, MisoSearch } from './miso/interactions.ts';
import type { Plan } from './plan.ts';
import { lackOf } from './requirements.ts';

/** An interaction of any type, with the fields that are read from events. */
export interface AnyRecord extends MisoCommonFields {
  type: MisoInteractionType;
  custom_action_name?: string;
  product_ids?: string[];
  product_group_ids?: string[];
  quantities?: number[];
  revenue?: number;
  rating?: number;
  search?: MisoSearch;
  category?: string[];
  duration?: number;
}

/** A result that is being made. It collects the issues, so that nothing else need be allocated for them. */
export interface Draft extends Findings {
  readonly status: 'mapped';
  interactions: readonly AnyRecord[];
}

const NOTHING_YET: readonly AnyRecord[] = [];

export function newDraft(): Draft {
  return { status: 'mapped', interactions: NOTHING_YET, issues: NO_ISSUES };
}

const NO_PROPERTIES: RawProperties = {};

/**
 * Makes the interaction of a plan's type with what the event has for it, `given` laid over it. Returns what it lacks; if
 * nothing, it is in the draft.
 */
// eslint-disable-next-line max-lines-per-function -- a line a field, and one for each usual set of them
export function fill(
  draft: Draft,
  plan: Plan,
  event: RawEvent,
  name: string,
  given?: object,
): MappingIssue | undefined {
  const { type, readers } = plan;
  const properties = isObject(event.properties) ? event.properties : NO_PROPERTIES;
  const user_id = readers.userId?.(event, properties, draft);
  const anonymous_id = readers.anonymousId?.(event, properties, draft);
  const timestamp = readers.timestamp?.(event, properties, draft);
  if (!timestamp && readers.timestamp) report(draft, issue('missing_timestamp', 'timestamp'));
  const miso_id = readers.misoId?.(event, properties, draft);
  const products = readers.products?.(event, properties, draft, plan);
  const revenue = readers.revenue?.(event, properties, draft);
  const rating = readers.rating?.(event, properties, draft);
  const search = readers.keywords && readSearch(plan, event, properties, draft);
  const category = readers.category?.(event, properties, draft);
  const duration = readers.duration?.(event, properties, draft);
  const context = readers.context?.(event, properties, draft);

  const product_ids = products?.ids;
  const quantities = products?.quantities;
  // one literal for what is usual: members that are added later take ten times as long, and more room
  // prettier-ignore
  if (timestamp && context && !miso_id && !products?.groupIds && duration === undefined && type !== 'custom' && !given) {
    if (user_id && anonymous_id) {
      if (search) draft.interactions = [{ type, user_id, anonymous_id, timestamp, search, context }];
      else if (category) draft.interactions = [{ type, user_id, anonymous_id, timestamp, category, context }];
      else if (rating !== undefined && product_ids) draft.interactions = [{ type, user_id, anonymous_id, timestamp, product_ids, rating, context }];
      else if (revenue !== undefined && quantities && product_ids) draft.interactions = [{ type, user_id, anonymous_id, timestamp, product_ids, quantities, revenue, context }];
      else if (revenue === undefined && quantities && product_ids) draft.interactions = [{ type, user_id, anonymous_id, timestamp, product_ids, quantities, context }];
      else if (!readers.rating && product_ids && revenue === undefined) draft.interactions = [{ type, user_id, anonymous_id, timestamp, product_ids, context }];
    } else if (user_id) {
      if (search) draft.interactions = [{ type, user_id, timestamp, search, context }];
      else if (category) draft.interactions = [{ type, user_id, timestamp, category, context }];
      else if (rating !== undefined && product_ids) draft.interactions = [{ type, user_id, timestamp, product_ids, rating, context }];
      else if (revenue !== undefined && quantities && product_ids) draft.interactions = [{ type, user_id, timestamp, product_ids, quantities, revenue, context }];
      else if (revenue === undefined && quantities && product_ids) draft.interactions = [{ type, user_id, timestamp, product_ids, quantities, context }];
      else if (!readers.rating && product_ids && revenue === undefined) draft.interactions = [{ type, user_id, timestamp, product_ids, context }];
    } else if (anonymous_id) {
      if (search) draft.interactions = [{ type, anonymous_id, timestamp, search, context }];
      else if (category) draft.interactions = [{ type, anonymous_id, timestamp, category, context }];
      else if (rating !== undefined && product_ids) draft.interactions = [{ type, anonymous_id, timestamp, product_ids, rating, context }];
      else if (revenue !== undefined && quantities && product_ids) draft.interactions = [{ type, anonymous_id, timestamp, product_ids, quantities, revenue, context }];
      else if (revenue === undefined && quantities && product_ids) draft.interactions = [{ type, anonymous_id, timestamp, product_ids, quantities, context }];
      else if (!readers.rating && product_ids && revenue === undefined) draft.interactions = [{ type, anonymous_id, timestamp, product_ids, context }];
    }
  }
  if (draft.interactions.length > 0) return undefined;
  const record: AnyRecord = { type };
  if (type === 'custom') record.custom_action_name = plan.customActionName ?? name;
  if (user_id) record.user_id = user_id;
  if (anonymous_id) record.anonymous_id = anonymous_id;
  if (timestamp) record.timestamp = timestamp;
  if (miso_id) record.miso_id = miso_id;
  if (product_ids) record.product_ids = product_ids;
  if (products?.groupIds) record.product_group_ids = products.groupIds;
  if (quantities) record.quantities = quantities;
  if (revenue !== undefined) record.revenue = revenue;
  if (rating !== undefined) record.rating = rating;
  if (search) record.search = search;
  if (category) record.category = category;
  if (duration !== undefined) record.duration = duration;
  if (context) record.context = context;
  Object.assign(record, given);
  draft.interactions = [record];
  return lackOf(plan, record, event, draft);
}

function readSearch(
  { readers }: Plan,
  event: RawEvent,
  properties: RawProperties,
  findings: Findings,
): MisoSearch | undefined {
  const keywords = readers.keywords?.(event, properties, findings);
  const filters = readers.filters?.(event, properties, findings);
  if (keywords) return filters ? { keywords, filters } : { keywords };
  return filters && { filters };
}
