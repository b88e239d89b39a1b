/** `error`: the event is rejected; `warning`: it is mapped without something; `info`: it is not for Miso. */
export type IssueSeverity = 'error' | 'warning' | 'info';

/**
 * What can be wrong with an event: code -> severity, what is so, and past a semicolon what happens now, where that is not
 * the usual. Messages and the README's list are written from it.
 */
// prettier-ignore
export const issueTable = {
  not_an_event:         ['error',   'must be an object whose members can be read'],
  missing_event_name:   ['error',   'must be a text that names what happened'],
  missing_identity:     ['error',   'must have a usable userId or anonymousId'],
  missing_product_id:   ['error',   'must hold a product with a usable id, such as product_id'],
  missing_keywords:     ['error',   'must hold keywords, such as query, or filters'],
  missing_category:     ['error',   'must name a category'],
  missing_rating:       ['error',   'must be given'],
  invalid_rating:       ['error',   'must be a number within the rating scale'],
  rule_failed:          ['error',   'threw an error, which is the cause of this issue'],
  schema_mismatch:      ['error',   'does not match the schema of the rule'],
  invalid_interaction:  ['error',   'is not what Miso takes; Miso would refuse the whole upload, or misread the record'],

  unsupported_call:     ['info',    'is not track, page or screen'],
  unmapped_event:       ['info',    'has no mapping'],
  ignored_by_rule:      ['info',    'is ignored by its rule'],
  consent_denied:       ['info',    'is denied'],
  consent_missing:      ['info',    'is not told'],
  integration_disabled: ['info',    'is switched off'],
  deletion_request:     ['info',    'asks for a deletion, which toDeletionRequest answers'],

  missing_timestamp:    ['warning', 'has no usable time; Miso takes the time of arrival'],
  invalid_timestamp:    ['warning', 'must be a real date and time, such as 2026-01-31T12:00:00.000Z'],
  invalid_id:           ['warning', 'must be a text or safe integer within the length that Miso allows'],
  invalid_products:     ['warning', 'must be a list of product objects'],
  product_dropped:      ['warning', 'must have a usable id, such as product_id; this product is left out'],
  invalid_quantity:     ['warning', 'must be a positive number; it counts as 1'],
  invalid_revenue:      ['warning', 'must be an amount, such as 12.5 or "$1,234.50"; neither it nor a sum with it is used'],
  invalid_keywords:     ['warning', 'must be a text, a number or a list of texts'],
  invalid_filters:      ['warning', 'must be a text, a number or a list of them, of a named field'],
  invalid_category:     ['warning', 'must be a text or a list of texts'],
  invalid_miso_id:      ['warning', 'must be a UUID'],
  invalid_context:      ['warning', 'must be a text, for page and campaign an object, for ip an IP address'],
  invalid_duration:     ['warning', 'must be a number of seconds, 0 or more'],
} as const satisfies { readonly [code: string]: readonly [severity: IssueSeverity, problem: string] };

/** Severity -> what happens now, where the table does not say otherwise. */
export const usualOutcomes = {
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
export const ISSUE_CODES: readonly IssueCode[] = /* @__PURE__ */ codesOf(issueTable);

/** One thing that was found in an event. */
export interface MappingIssue {
  readonly code: IssueCode;
  readonly severity: IssueSeverity;
  /** Where in the event: `properties.products[2].quantity`, `properties["a.b"]`; empty for all of it. */
  readonly path: string;
  /** What is wrong and what happens now, without the payload's values. */
  readonly message: string;
  /** What code of the user's threw, on `rule_failed`. Not enumerable, so that JSON and logs pass it over. */
  readonly cause?: unknown;
}

/**
 * Makes an issue.
 *
 * @example
 * ```ts
 * issue('missing_timestamp', 'timestamp').message;
 * //=> 'timestamp has no usable time; Miso takes the time of arrival.'
 * ```
 */
export function issue(
  code: IssueCode,
  path: string,
  detail = '',
  subject = shortened(path) || 'The event',
): MappingIssue {
  const [severity, problem] = issueTable[code];
  const outcome = problem.includes(';') ? '' : `; ${usualOutcomes[severity]}`;
  return { code, severity, path, message: `${subject}${detail} ${problem}${outcome}.` };
}

/**
 * Makes an issue about a wrong value: its kind is told, the value never is.
 *
 * @example
 * ```ts
 * wrong('invalid_quantity', 'properties.quantity', 'two').message;
 * //=> 'properties.quantity (a string of 3 characters) must be a positive number; it counts as 1.'
 * ```
 */
export function wrong(code: IssueCode, path: string, value: unknown, subject?: string): MappingIssue {
  return issue(code, path, ` (${kindOf(value)})`, subject);
}

/**
 * Appends a member to a path.
 *
 * @example
 * ```ts
 * memberPath('properties.filters', 'a.b');
 * //=> 'properties.filters["a.b"]'
 * ```
 */
export function memberPath(path: string, member: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(member)) return `${path}[${JSON.stringify(member)}]`;
  return path === '' ? member : `${path}.${member}`;
}

/** A name or path, short enough for a message. */
export function shortened(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}

/** What a value is, in words that hold none of it. */
export function kindOf(value: unknown): string {
  if (typeof value === 'string')
    return `a string of ${value.length} character${value.length === 1 ? '' : 's'}`;
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function codesOf(table: typeof issueTable): IssueCode[];
function codesOf(table: object): string[] {
  return Object.keys(table);
}

/** What is found in an event on its way: the result that is being made. */
export interface Findings {
  issues: MappingIssue[];
}

/** No issues: one list for all events without any, so frozen. */
export const NO_ISSUES: MappingIssue[] = /* @__PURE__ */ frozen();

function frozen(): MappingIssue[] {
  const none: MappingIssue[] = [];
  Object.freeze(none);
  return none;
}

/** Takes an issue down. */
export function report(findings: Findings, found: MappingIssue): void {
  if (findings.issues === NO_ISSUES) findings.issues = [found];
  else findings.issues.push(found);
}
