/** `error`: the event is rejected; `warning`: it is mapped without something; `info`: it is not for Miso. */
export type IssueSeverity = 'error' | 'warning' | 'info';

type IssueRow = readonly [severity: IssueSeverity, problem: string, effect?: string];

/**
 * What can be wrong with an event: code -> severity, problem, and effect where it is not the default one of the severity.
 * Messages and the docs' list are written from it.
 */
// prettier-ignore
export const issueTable = {
  not_an_event:         ['error',   'must be one Segment call, such as { type: "track", event: …, properties: … }'],
  missing_event_name:   ['error',   'must be a non-empty string'],
  missing_identity:     ['error',   'has no usable id of a user or a visitor'],
  missing_product_id:   ['error',   'has no product with a usable id'],
  missing_keywords:     ['error',   'has no usable keywords or filters'],
  missing_category:     ['error',   'has no usable category'],
  missing_rating:       ['error',   'has no rating'],
  invalid_rating:       ['error',   'must be a number within the rating scale'],
  rule_failed:          ['error',   'failed'],
  schema_mismatch:      ['error',   "does not match the rule's schema"],
  invalid_interaction:  ['error',   'is not accepted by Miso', 'Miso would refuse the whole upload, or misread the record'],

  unsupported_call:     ['info',    'is not track, page or screen'],
  unmapped_event:       ['info',    'has no mapping'],
  ignored_by_rule:      ['info',    'is ignored'],
  consent_denied:       ['info',    'is denied'],
  consent_missing:      ['info',    'is not set'],
  integration_disabled: ['info',    'is disabled'],
  deletion_request:     ['info',    'is a deletion request: see toDeletionRequest'],

  missing_timestamp:    ['warning', 'has no usable time', 'Miso uses the time of arrival'],
  invalid_timestamp:    ['warning', 'must be a real date and time, such as 2026-01-31T12:00:00.000Z'],
  invalid_id:           ['warning', "must be a string or a safe integer within Miso's length limit, and not a placeholder such as null"],
  invalid_products:     ['warning', 'must be an array of product objects'],
  product_dropped:      ['warning', 'has no usable id, such as product_id, or was not bought', 'this product is left out'],
  invalid_quantity:     ['warning', 'must be a positive number', 'it counts as 1'],
  invalid_revenue:      ['warning', 'must be an amount, such as 12.5 or "$1,234.50"', 'it is ignored, and so is a sum with it'],
  invalid_keywords:     ['warning', 'must be a string, a number or an array of strings'],
  invalid_filters:      ['warning', 'must be a string, a number, a boolean or an array of them, under a field name'],
  invalid_category:     ['warning', 'must be a string or an array of strings'],
  invalid_miso_id:      ['warning', 'must be a UUID'],
  invalid_context:      ['warning', 'must be a string, an object (page, campaign) or an IP address (ip)'],
  invalid_duration:     ['warning', 'must be a number of seconds, 0 or more'],
} as const satisfies { readonly [code: string]: IssueRow };

/** Severity -> effect, where the table does not say otherwise. */
export const defaultEffects = {
  error: 'the event is rejected',
  info: 'the event is skipped',
  warning: 'it is ignored',
} as const;

/** What an issue is about: stable, so that a program can branch on it. */
export type IssueCode = keyof typeof issueTable;

/**
 * The codes of all issues.
 *
 * @example
 * ```ts
 * ISSUE_CODES.includes('missing_identity');
 * //=> true
 * ```
 */
// the keys of a literal are its own: `Object.keys` knows them only as strings
export const ISSUE_CODES = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ Object.keys(issueTable),
) as readonly IssueCode[];

/** A problem found in an event. */
export interface MappingIssue {
  readonly code: IssueCode;
  readonly severity: IssueSeverity;
  /** Where in the event: `properties.products[2].quantity`, `properties["a.b"]`; empty for all of it. */
  readonly path: string;
  /** The problem and its effect, without the payload's values. */
  readonly message: string;
  /** What your function threw, on `rule_failed`. Not enumerable, so that JSON and logs leave it out. */
  readonly cause?: unknown;
}

/**
 * Creates an issue.
 *
 * @example
 * ```ts
 * createIssue('missing_timestamp', 'timestamp').message;
 * //=> 'timestamp has no usable time; Miso uses the time of arrival.'
 * ```
 */
export function createIssue(
  code: IssueCode,
  path: string,
  subject = truncate(path),
  details = '',
): MappingIssue {
  const row: IssueRow = issueTable[code];
  const { 0: severity, 1: problem, 2: effect = defaultEffects[severity] } = row;
  return { code, severity, path, message: `${subject} ${problem}${details}; ${effect}.` };
}

/**
 * Creates an issue about an invalid value: its type is in the message, the value never is.
 *
 * @example
 * ```ts
 * createInvalidValueIssue('invalid_quantity', 'properties.quantity', 'two').message;
 * //=> 'properties.quantity (a string of length 3) must be a positive number; it counts as 1.'
 * ```
 */
export function createInvalidValueIssue(code: IssueCode, path: string, value: unknown): MappingIssue {
  return createIssue(code, path, `${truncate(path)} (${describeType(value)})`);
}

/** Turns an issue into a warning: its event is mapped all the same, without what the effect says. */
export function toWarning(issue: MappingIssue, effect: string = defaultEffects.warning): MappingIssue {
  if (issue.severity !== 'error') return issue;
  return { ...issue, severity: 'warning', message: issue.message.replace(defaultEffects.error, effect) };
}

/**
 * Appends a key to a path.
 *
 * @example
 * ```ts
 * appendKey('properties.filters', 'a.b');
 * //=> 'properties.filters["a.b"]'
 * ```
 */
export function appendKey(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** Truncates a name or path to a length that suits a message. */
export function truncate(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}

/** Describes the type of a value, without anything of the value itself. */
export function describeType(value: unknown): string {
  if (typeof value === 'string') return `a string of length ${value.length}`;
  if (value === null || value === undefined || Number.isNaN(value)) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
