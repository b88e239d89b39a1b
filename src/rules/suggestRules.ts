import type { Mapper } from '../createMapper.ts';
import { isObject } from '../is.ts';
import { describeType } from '../issues.ts';
import type { MisoInteractionType } from '../miso/interactions.ts';
import { canonicalMapping, type MappingRow } from './canonical.ts';
import { normalizeEventName } from './eventName.ts';
import { extendedRules } from './extended.ts';
import { videoRules } from './video.ts';
import { findTypeByWords, isFiller } from './wordPatterns.ts';
import type { DetailedRule, EventRule } from './types.ts';

/** What is known of an event by its name. */
export interface RuleSuggestion {
  /** The name, as given. */
  readonly event: string;
  /**
   * `mapped`: the mapper has a rule for it. `optional`: `extendedRules` or `videoRules` has one. `suggested`: its words say what
   * it is. `unknown`: nothing is known of it.
   */
  readonly status: 'mapped' | 'optional' | 'suggested' | 'unknown';
  /** The type of its interactions; absent where it is not known, and where a rule is a function or `false`. */
  readonly to?: MisoInteractionType;
  /** The event that it is like. */
  readonly like?: string;
  /** One sentence for people. */
  readonly why?: string;
}

/** What is known of the events of a shop, and the rules to paste. */
export interface RuleSuggestions {
  /** One for each name, in order. */
  readonly suggestions: readonly RuleSuggestion[];
  /** The optional and the suggested ones, as the option of `createMapper`. */
  readonly events: { readonly [event: string]: EventRule };
}

/** Event names, or a Segment tracking plan as parsed JSON. */
export type EventNames = readonly unknown[] | object;

/**
 * Suggests rules for the event names of a shop: the first step of an integration. It is for people who set up a mapping, and
 * never used while mapping: read what it suggests before you paste it. Words decide, and a name with a word that is not known
 * gets no suggestion. Throws `TypeError` for what is neither an array nor a tracking plan; what is not a string is left out.
 *
 * @example
 * ```ts
 * const { suggestions, events } = suggestRules(['Product Viewed', 'Item Added to Bag', 'Cart Shared', 'Sort Applied']);
 * suggestions.map(({ status }) => status);
 * //=> ['mapped', 'suggested', 'optional', 'unknown']
 * events;
 * //=> { 'Item Added to Bag': 'add_to_cart', 'Cart Shared': { to: 'share', products: 'many' } }
 * ```
 */
export function suggestRules(names: EventNames, mapper: Partial<Mapper> = {}): RuleSuggestions {
  const suggestions = listNames(names).map((name) => suggest(name, mapper));
  return { suggestions, events: Object.fromEntries(listRules(suggestions)) };
}

// of names that are alike, the first; none with a `*`
function listRules(suggestions: readonly RuleSuggestion[]): (readonly [name: string, rule: EventRule])[] {
  const rules = new Map<string, readonly [name: string, rule: EventRule]>();
  for (const { event, status, to } of suggestions) {
    const normalized = normalizeEventName(event);
    const rule = optionalRules.get(normalized)?.rule ?? to;
    const isNew = (status === 'optional' || status === 'suggested') && !rules.has(normalized);
    if (isNew && rule !== undefined && !event.includes('*')) rules.set(normalized, [event, rule]);
  }
  return [...rules.values()];
}

function listNames(names: unknown): string[] {
  const list = Array.isArray(names) ? names : readPlan(names);
  if (list !== undefined) return list.filter((name) => typeof name === 'string');
  throw new TypeError(
    `suggestRules takes an array of event names, or a Segment tracking plan as parsed JSON, not ${describeType(names)}`,
  );
}

// `{ data: { rules: [{ type: 'TRACK', key }] } }`, its data alone, or the older `{ rules: { events: [{ name }] } }`
function readPlan(plan: unknown): unknown[] | undefined {
  if (!isObject(plan)) return undefined;
  const { rules } = isObject(plan['data']) ? plan['data'] : plan;
  if (Array.isArray(rules)) {
    return rules.map((rule: unknown) =>
      isObject(rule) && rule['type'] === 'TRACK' ? rule['key'] : undefined,
    );
  }
  const events = isObject(rules) ? rules['events'] : undefined;
  return Array.isArray(events)
    ? events.map((event: unknown) => (isObject(event) ? event['name'] : undefined))
    : undefined;
}

function suggest(event: string, mapper: Partial<Mapper>): RuleSuggestion {
  const row = findRow(event, mapper);
  if (row !== undefined) return describeRow(event, row);
  const optional = optionalRules.get(normalizeEventName(event));
  if (optional === undefined) return suggestByWords(event);
  const { name: like, to, source } = optional;
  return { event, status: 'optional', to, like, why: `It is in ${source}.` };
}

// as the mapper finds it: as written, else normalized, where the mapper does that
function findRow(event: string, { map, rows = canonicalMapping }: Partial<Mapper>): MappingRow | undefined {
  const tracked = rows.filter(({ call }) => call === 'track');
  const exact = tracked.find((row) => row.event === event);
  if (exact !== undefined) return exact;
  const normalized = normalizeEventName(event);
  const alike = tracked.find((row) => normalizeEventName(row.event) === normalized);
  const isUnmapped = map?.({ type: 'track', event }).issues.some(({ code }) => code === 'unmapped_event');
  return isUnmapped ? undefined : alike;
}

function describeRow(event: string, { event: like, to }: MappingRow): RuleSuggestion {
  const why = like === event ? 'It has a rule.' : `It has a rule, as "${like}".`;
  const known = { event, status: 'mapped', like, why } as const;
  const [first] = typeof to === 'string' ? [] : to;
  return first === undefined ? known : { ...known, to: first };
}

const optionalRules = /* @__PURE__ */ createOptionalRules();

interface OptionalRule {
  readonly name: string;
  readonly rule: EventRule;
  readonly to: MisoInteractionType;
  readonly source: string;
}

function createOptionalRules(): ReadonlyMap<string, OptionalRule> {
  const entries = Object.entries({ extendedRules, videoRules }).flatMap(([source, rules]) =>
    Object.entries<MisoInteractionType | DetailedRule>(rules).map(([name, rule]) => {
      const to = typeof rule === 'string' ? rule : rule.to;
      return [normalizeEventName(name), { name, rule, to, source }] as const;
    }),
  );
  return new Map(entries);
}

function suggestByWords(event: string): RuleSuggestion {
  const words = listWords(event).filter((word) => !isFiller(word));
  const to = findTypeByWords(words);
  if (to === undefined) return { event, status: 'unknown' };
  const like = findExample(to);
  const known = { event, status: 'suggested', to } as const;
  const why = `Its words are those of ${like === undefined ? `a "${to}"` : `"${like}"`}: ${words.join(', ')}.`;
  return like === undefined ? { ...known, why } : { ...known, like, why };
}

// an event whose rule has that type
function findExample(type: MisoInteractionType): string | undefined {
  const row = canonicalMapping.find(({ to: [first] }) => first === type);
  return row?.event ?? [...optionalRules.values()].find(({ to }) => to === type)?.name;
}

// `view_item`, `ViewItem`, `View Item` -> view, item
function listWords(name: string): string[] {
  const spaced = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
  return (
    spaced
      .toLowerCase()
      .replace(/wish[\W_]+list/g, 'wishlist')
      .match(/\p{L}+/gu) ?? []
  );
}
