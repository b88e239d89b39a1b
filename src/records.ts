import type { RawEvent, RawProperties } from './fields/input.ts';
import { isObject } from './fields/source.ts';
import {
  type Findings,
  type IssueCode,
  issue,
  type MappingIssue,
  NO_ISSUES,
  report,
  wrong,
} from './issue.ts';
import type { AnyRecord, NeededField, Plan } from './plan.ts';

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
 * Makes the interaction of a plan's type with what the event has for it. Returns what it lacks; if nothing, it is in the
 * draft.
 */
export function fill(draft: Draft, plan: Plan, event: RawEvent, name: string): MappingIssue | undefined {
  const { readers, builder, isUsual } = plan;
  const properties = isObject(event.properties) ? event.properties : NO_PROPERTIES;
  const user_id = readers.userId?.(event, properties, draft);
  const anonymous_id = readers.anonymousId?.(event, properties, draft);
  const timestamp = readers.timestamp?.(event, properties, draft);
  if (timestamp === undefined && readers.timestamp) report(draft, issue('missing_timestamp', 'timestamp'));
  const miso_id = readers.misoId?.(event, properties, draft);
  const usualTime = isUsual && miso_id === undefined ? timestamp : undefined;
  const built = builder.build(plan, event, properties, draft, usualTime, user_id, anonymous_id);
  if (built.type !== undefined) {
    draft.interactions = [built];
    return undefined;
  }
  const { type, customActionName = name, given } = plan;
  const custom_action_name = type === 'custom' ? customActionName : undefined;
  const found = { custom_action_name, user_id, anonymous_id, timestamp, miso_id, ...built };
  const fields = Object.entries(found).filter(([, value]) => value !== undefined);
  // spread, not assigned: a page may have put a setter, or what cannot be written, on the prototype of all objects
  const record: AnyRecord = { type, ...Object.fromEntries(fields), ...given };
  draft.interactions = [record];
  return lackOf(plan, record, event, draft);
}

/**
 * What an interaction lacks to be of use to Miso, whose schema requires nothing of this. Without an identity Miso derives
 * one from the caller's address: behind a server, one for all visitors.
 */
function lackOf(
  { builder }: Plan,
  record: AnyRecord,
  event: RawEvent,
  { issues }: Findings,
): MappingIssue | undefined {
  if (!record.user_id && !record.anonymous_id) return issue('missing_identity', '');
  const lacking = builder.needs.find((field) => record[field] === undefined && !isStoodIn(field, record));
  if (lacking === undefined) return undefined;
  const found = lacking === 'rating' ? issues.find(({ code }) => code === 'invalid_rating') : undefined;
  return found ?? lack[lacking](event);
}

function isStoodIn(field: NeededField, { product_group_ids }: AnyRecord): boolean {
  return field === 'product_ids' && product_group_ids !== undefined;
}

const lack: { readonly [Field in NeededField]: (event: RawEvent) => MappingIssue } = {
  product_ids: (event) => missing('missing_product_id', event),
  search: (event) => missing('missing_keywords', event),
  category: () => issue('missing_category', 'properties.category'),
  rating: () => issue('missing_rating', 'properties.rating'),
};

// properties that are no object, such as JSON as text, are told
function missing(code: IssueCode, { properties }: RawEvent): MappingIssue {
  const isTold = properties === undefined || properties === null || isObject(properties);
  return isTold ? issue(code, 'properties') : wrong(code, 'properties', properties);
}
