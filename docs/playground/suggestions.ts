// in the worker: which options would resolve an issue, found by trying
import { type EventNames, type IssueCode, type Mapper, suggestRules } from 'segment-to-miso';
import { pathOf, type Segments } from './paths.ts';
import type { FoundRules, ShownIssue, Suggestion } from './protocol.ts';

/** The fields that an issue is about, and what the key of a likely source looks like. */
const searches: Partial<Record<IssueCode, readonly (readonly [field: string, key: RegExp])[]>> = {
  missing_product_id: [
    [
      'productId',
      /(^|[_-])(id|sku|code|number|ref|article|slug|handle|upc|ean|gtin)s?$|[a-z](Id|ID|Sku|SKU|Code|Number)$/,
    ],
    ['products', /./],
  ],
  missing_identity: [
    [
      'userId',
      /^(id|uid)$|(user|customer|member|client|account|profile|login).*(id|key|number)|^(login|email)$/i,
    ],
    ['anonymousId', /(anonymous|visitor|device|guest|session|browser|cookie).*id/i],
  ],
  missing_keywords: [['keywords', /search|query|keyword|term|text|phrase/i]],
  missing_category: [['category', /categor|collection|department|taxonomy|breadcrumb|list|section/i]],
  missing_rating: [['rating', /rating|stars?$|score|grade|vote/i]],
};

const MOST_SUGGESTIONS = 3;
/** Each is tried, and each pair. */
const MOST_CANDIDATES = 12;

/** Finds options with which the event no longer has the issue; the likeliest first. */
export function suggestOptions(event: unknown, code: IssueCode, mapper: Mapper): ShownIssue['suggestions'] {
  if (code === 'unmapped_event') {
    const { event: name } = event as { readonly event?: unknown };
    return findRules([name], mapper).rules.map((rule) => [rule]);
  }
  const candidates = (searches[code] ?? []).map(([field, key]) => listCandidates(event, field, key));
  const single = candidates.flat().map((candidate) => [candidate]);
  // both together: `items: [{ item_id }]`
  const [first = [], ...others] = candidates;
  const pairs = others.flat().flatMap((other) => first.map((candidate) => [other, candidate]));
  const resolving = [...single, ...pairs].filter((sources) => resolves(event, code, mapper, sources));
  const fewest = resolving.filter(({ length }) => length === resolving[0]?.length);
  return fewest.slice(0, MOST_SUGGESTIONS).map((sources) => sources.map(writeSource));
}

/** Finds what is known of event names or of a tracking plan, and the rules to add. */
export function findRules(names: EventNames, mapper: Mapper): FoundRules {
  const { suggestions, events } = suggestRules(names, mapper);
  const rules = Object.entries(events).map(
    ([key, rule]) => ({ option: 'events', key, value: writeRule(rule as string | object) }) as const,
  );
  return { suggestions, rules };
}

/** Writes a rule as JavaScript; those that are suggested have strings, arrays and objects only. */
function writeRule(rule: string | object): string {
  if (typeof rule === 'string') return quote(rule);
  if (Array.isArray(rule)) return `[${rule.map((item: string) => writeRule(item)).join(', ')}]`;
  const properties = Object.entries(rule).map(([key, value]) => `${key}: ${writeRule(value as object)}`);
  return `{ ${properties.join(', ')} }`;
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
}

/** A field and where it may be read from. */
interface Candidate {
  readonly field: string;
  readonly source: string | string[];
}

function writeSource({ field, source }: Candidate): Suggestion {
  return { option: 'fields', key: field, value: writeRule(source) };
}

function resolves(event: unknown, code: IssueCode, mapper: Mapper, sources: readonly Candidate[]): boolean {
  const fields = Object.fromEntries(sources.map(({ field, source }) => [field, source]));
  try {
    const { issues } = mapper.extend({ fields }).map(event);
    return issues.every((issue) => issue.code !== code);
  } catch {
    return false;
  }
}

/** The paths whose last key looks like it: from the product for its own fields, else from the event. */
function listCandidates(event: unknown, field: string, key: RegExp): Candidate[] {
  const paths = listPaths(event).filter(({ segments, value }) => {
    return (
      typeof segments.at(-1) === 'string' && key.test(String(segments.at(-1))) && isFitting(field, value)
    );
  });
  const written = paths.map(({ segments }) => pathOf(field === 'productId' ? inProduct(segments) : segments));
  const isId = field === 'userId' || field === 'anonymousId';
  return [...new Set(written)]
    .filter((path) => path !== '')
    .slice(0, MOST_CANDIDATES)
    .map((path) => ({ field, source: isId ? [path, field] : path })); // not every visitor is signed in
}

function isFitting(field: string, value: unknown): boolean {
  if (field === 'products') return typeof value === 'object';
  return typeof value === 'string' || typeof value === 'number';
}

function inProduct(segments: Segments): Segments {
  const index = segments.findLastIndex(
    (segment) => typeof segment === 'number' || /^(properties|products?)$/.test(segment),
  );
  return segments.slice(index + 1);
}

interface Found {
  readonly segments: Segments;
  readonly value: unknown;
}

const MOST_PATHS = 500;

function listPaths(value: unknown, segments: Segments = []): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [[0, value[0]]]
    : Object.entries(value);
  return entries
    .flatMap(([key, inner]): Found[] => {
      const path = [...segments, key];
      return [{ segments: path, value: inner }, ...listPaths(inner, path)];
    })
    .slice(0, MOST_PATHS);
}
