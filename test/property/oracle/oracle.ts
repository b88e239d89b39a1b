import { readContext } from './context.ts';
import {
  readAnonymousId,
  readCategory,
  readDuration,
  readMisoId,
  readRating,
  readRevenue,
  readUserId,
} from './fields.ts';
import { readProducts } from './products.ts';
import {
  readAt,
  isAbsent,
  isAbsentOrEmpty,
  isObject,
  getNamedPaths,
  getProperty,
  joinPath,
  type Members,
  type OracleOptions,
  type Reading,
  type Rule,
  type Rules,
  unpackFound,
  unpackJson,
} from './readPaths.ts';
import { readSearch } from './search.ts';
import { MANY, PRODUCTS_OPTIONAL, ROWS, WITHOUT_PRODUCTS } from './tables.ts';
import { readTimestamp } from './timestamp.ts';

/** What becomes of an event; of each issue `severity code path`, in no order. */
export interface OracleResult {
  readonly status: 'mapped' | 'skipped' | 'rejected';
  readonly interactions: readonly object[];
  readonly issues: readonly string[];
}

/**
 * DESIGN section 4, and of section 5 what is not a function, written to be read: nothing of it is taken from `src`.
 *
 * Where the document says nothing, this is how it is read here. The reasons to skip come in the order unmapped, consent,
 * integration, ignored. `event: ''` is a track call without a name. Only the first missing thing of a type is reported. A time in Miso's form with spaces around it is converted to UTC. A rating of
 * another scale has 15 digits, as a sum has. In one filter, the values of an object `query` come before those of its
 * `filters`, and these before those of `properties.filters`. Further readings are with the rules that they are about.
 */
export function mapByOracle(given: unknown, options: OracleOptions = {}): OracleResult {
  if (!isObject(given) || !isCall(given)) return createRejected('not_an_event', '');
  const event: Members = {
    ...given,
    properties: unpackJson(given['properties']),
    context: unpackJson(given['context']),
  };
  const typeKey = getTypeKey(event);
  const call = readCall(event);
  if (call === 'delete') return createSkipped('deletion_request', typeKey);
  if (call !== 'track' && call !== 'page' && call !== 'screen')
    return createSkipped('unsupported_call', typeKey);

  const nameMember = call === 'track' ? 'event' : 'name';
  const name = event[nameMember];
  if (typeof name !== 'string' || isAbsent(name))
    return call === 'track'
      ? createRejected('missing_event_name', nameMember)
      : createSkipped('unmapped_event', nameMember);
  const match = findRule(call, name, options);
  if (match === undefined) return createSkipped('unmapped_event', nameMember);
  const reason = findConsentIssue(event, options) ?? findIntegrationIssue(event, options);
  if (reason !== undefined) return createSkipped(...reason);
  if (match.rule === false) return createSkipped('ignored_by_rule', nameMember);
  return createMapped(event, name, match.rule, options);
}

function createSkipped(code: string, path: string): OracleResult {
  return { status: 'skipped', interactions: [], issues: [`info ${code} ${path}`] };
}

function createRejected(code: string, path: string): OracleResult {
  return { status: 'rejected', interactions: [], issues: [`error ${code} ${path}`] };
}

/** The key that says what a call is: Segment's legacy libraries wrote `action`. */
function getTypeKey(event: Members): 'type' | 'action' {
  return isAbsent(event['type']) && !isAbsent(event['action']) ? 'action' : 'type';
}

/** `track`, `page`, … */
function readCall(event: Members): string | undefined {
  const call = event[getTypeKey(event)];
  if (isAbsent(call)) return typeof event['event'] === 'string' ? 'track' : undefined;
  return typeof call === 'string' ? call.toLowerCase() : undefined;
}

const CALLS = ['track', 'page', 'screen', 'identify', 'group', 'alias', 'delete'];
const CALL_KEYS = ['userId', 'anonymousId', 'messageId', 'event', 'properties', 'traits'];

/** A call of Segment's, or of an unknown type with something that calls have. */
function isCall(event: Members): boolean {
  if (CALLS.includes(readCall(event) ?? '')) return true;
  return !isAbsent(event[getTypeKey(event)]) && CALL_KEYS.some((key) => event[key] !== undefined);
}

interface Match {
  readonly rule: Rule;
}

/** Custom exact, canonical exact, custom normalized, canonical normalized. */
function findRule(
  call: 'track' | 'page' | 'screen',
  name: string,
  options: OracleOptions,
): Match | undefined {
  const custom: Rules = { track: options.events, page: options.pages, screen: options.screens }[call] ?? {};
  const canonical = call === 'track' ? ROWS : {};
  const spellings: ((written: string) => string)[] = [(written) => written];
  if (options.matching !== 'exact') spellings.push(normalizeName);
  for (const spelling of spellings) {
    const isSame = (written: string): boolean => spelling(written) === spelling(name);
    const ofUser = Object.keys(custom).find(isSame);
    if (ofUser !== undefined) return { rule: custom[ofUser]! };
    const row = canonical[Object.keys(canonical).find(isSame) ?? ''];
    if (row !== undefined) return { rule: row };
  }
  return call === 'track' && options.unmapped === 'custom' ? { rule: 'custom' } : undefined;
}

/** Without case, blanks and `_ - .` */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]/g, '');
}

/** A denial comes before what is not set. */
function findConsentIssue(event: Members, { consent }: OracleOptions): [string, string] | undefined {
  if (consent === undefined) return undefined;
  const preferences = readAt('context.consent.categoryPreferences', { path: '', value: event });
  const told = consent.categories.map((category) => ({
    path: joinPath(preferences.path, category),
    value: getProperty(preferences.value, category),
  }));
  const isTold = (value: unknown): boolean => value !== undefined && value !== null;
  const denied = told.find(({ value }) => isTold(value) && value !== true);
  if (denied !== undefined) return ['consent_denied', denied.path];
  const missing = told.find(({ value }) => !isTold(value));
  return missing === undefined || consent.whenAbsent === 'send'
    ? undefined
    : ['consent_missing', missing.path];
}

/** An event says so under the name of the integration, else under `All` in any case. */
function findIntegrationIssue(event: Members, { integration }: OracleOptions): [string, string] | undefined {
  const integrations = event['integrations'];
  if (integration === undefined || !isObject(integrations)) return undefined;
  const own = getProperty(integrations, integration);
  const isSet = own !== undefined && own !== null;
  const keys = isSet ? [integration] : Object.keys(integrations).filter((key) => /^all$/i.test(key));
  const disabled = keys.find((key) => integrations[key] === false);
  return disabled === undefined ? undefined : ['integration_disabled', joinPath('integrations', disabled)];
}

/** All interactions of a rule, or none. */
function createMapped(
  event: Members,
  name: string,
  rule: Exclude<Rule, false>,
  options: OracleOptions,
): OracleResult {
  const {
    to,
    products,
    fields = {},
    customActionName = name,
  } = typeof rule === 'object' && 'to' in rule ? rule : { to: rule, products: undefined };
  const types = [to].flat();
  const issues: string[] = [];
  const interactions: object[] = [];
  const left: string[] = [];
  for (const type of types) {
    const reading: Reading = {
      event,
      properties: isObject(event['properties']) ? event['properties'] : {},
      type,
      name,
      products: products ?? (MANY.includes(type) ? 'many' : 'one'),
      options,
      ruleFields: fields,
      issues: [],
    };
    const interaction = buildInteraction(reading, customActionName);
    issues.push(...reading.issues);
    if (interaction !== undefined) interactions.push(interaction);
    else left.push(...reading.issues.filter(isError).map((issue) => issue.replace('error', 'warning')));
  }
  // several types read the same members
  const reported = typeof to === 'string' ? issues : [...new Set(issues)];
  if (interactions.length === 0) return { status: 'rejected', interactions, issues: reported };
  // beside an interaction that is built, what another type lacks is a warning that names the type
  return { status: 'mapped', interactions, issues: [...reported.filter((one) => !isError(one)), ...left] };
}

const isError = (issue: string): boolean => issue.startsWith('error');

function buildInteraction(reading: Reading, customActionName: string): object | undefined {
  const { type, issues } = reading;
  const fields: Record<string, unknown> = {
    type,
    user_id: readUserId(reading),
    anonymous_id: readAnonymousId(reading),
    timestamp: readTimestamp(reading),
    miso_id: readMisoId(reading),
    context: readContext(reading),
    duration: readDuration(reading),
    ...readProducts(reading),
    ...readFields(reading, customActionName),
  };
  const missing = findMissing(reading, fields);
  const wrongRating = issues.filter((issue) => issue.startsWith('warning invalid_rating '));
  // with a wrong rating, none is missing
  const isRatingWrong = type === 'rate' && fields['rating'] === undefined && wrongRating.length > 0;
  if (missing !== undefined && !(isRatingWrong && missing.startsWith('missing_rating')))
    issues.push(`error ${missing}`);
  if (isRatingWrong)
    issues.forEach((issue, index) => {
      if (wrongRating.includes(issue)) issues[index] = issue.replace('warning', 'error');
    });
  if (missing !== undefined) return undefined;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What only this type has. */
function readFields(reading: Reading, customActionName: string): Record<string, unknown> {
  switch (reading.type) {
    case 'checkout':
      return { revenue: readRevenue(reading) };
    case 'search': {
      const found = readSearch(reading);
      return { search: Object.keys(found).length > 0 ? found : undefined };
    }
    case 'category_page_view':
      return { category: readCategory(reading) };
    case 'rate':
      return { rating: readRating(reading) };
    case 'custom':
      return { custom_action_name: customActionName };
    default:
      return {};
  }
}

/** The first thing that is required and is not there. */
function findMissing(reading: Reading, fields: Record<string, unknown>): string | undefined {
  const { type } = reading;
  const has = (...names: string[]): boolean => names.some((name) => fields[name] !== undefined);
  if (!has('user_id', 'anonymous_id')) return 'missing_identity ';
  const needsProduct = ![...WITHOUT_PRODUCTS, ...PRODUCTS_OPTIONAL].includes(type);
  if (needsProduct && !has('product_ids', 'product_group_ids'))
    return `missing_product_id ${getPathOfMissingProduct(reading)}`;
  if (type === 'search' && !has('search')) return 'missing_keywords properties';
  if (type === 'category_page_view' && !has('category')) return 'missing_category properties.category';
  if (type === 'rate' && !has('rating')) return 'missing_rating properties.rating';
  return undefined;
}

/** The list of products, where it was of no use. */
function getPathOfMissingProduct(reading: Reading): string {
  const path = 'properties.products';
  const isTried = getNamedPaths(reading, 'products')?.includes(path) ?? true;
  const { value } = unpackFound(readAt(path, { path: '', value: reading.event }));
  return isTried && !isAbsentOrEmpty(value) ? path : 'properties';
}
