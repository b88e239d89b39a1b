// in the worker: which options would resolve an issue, found by trying
import type { IssueCode } from 'segment-to-miso';
import type { AnyMapper } from './options.ts';
import { pathOf, type Segments } from './paths.ts';
import type { Suggestion } from './protocol.ts';

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

/** Finds options with which the event no longer has the issue; the likeliest first. */
export function suggestOptions(event: unknown, code: IssueCode, mapper: AnyMapper): Suggestion[] {
  const found = (searches[code] ?? []).flatMap(([field, key]) => {
    return listCandidates(event, field, key)
      .filter((path) => resolves(event, code, mapper, { [field]: keepUsual(field, path) }))
      .map((path) => ({ option: 'fields', key: field, value: write(keepUsual(field, path)) }) as const);
  });
  return found.slice(0, MOST_SUGGESTIONS);
}

/** A user may be signed in, or not: the usual source stays. */
function keepUsual(field: string, path: string): string | string[] {
  return field === 'userId' || field === 'anonymousId' ? [path, field] : path;
}

function write(source: string | string[]): string {
  const paths = [source].flat().map((path) => `'${path.replaceAll(/['\\]/g, String.raw`\$&`)}'`);
  return Array.isArray(source) ? `[${paths.join(', ')}]` : paths.join();
}

function resolves(event: unknown, code: IssueCode, mapper: AnyMapper, fields: object): boolean {
  try {
    return mapper
      .extend({ fields })
      .map(event)
      .issues.every((issue) => issue.code !== code);
  } catch {
    return false;
  }
}

/** The paths whose last key looks like it: from the product for its own fields, else from the event. */
function listCandidates(event: unknown, field: string, key: RegExp): string[] {
  const paths = listPaths(event).filter(({ segments, value }) => {
    return (
      typeof segments.at(-1) === 'string' && key.test(String(segments.at(-1))) && isFitting(field, value)
    );
  });
  const written = paths.map(({ segments }) => {
    return field === 'productId' ? pathOf(inProduct(segments)) : pathOf(segments);
  });
  return [...new Set(written)].filter((path) => path !== '');
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
