import { compilePageQuery } from '../fields/address.ts';
import { replaceFields } from '../fields/customFields.ts';
import { extendContext } from '../fields/customContext.ts';
import type { FieldSettings } from '../fields/field.ts';
import { type Fields, fields as defaultFields, defaultSettings } from '../fields/index.ts';
import { compileSources, type Source } from '../fields/sources.ts';
import { hasOwn, isObject, listEntries } from '../is.ts';
import { appendKey, type MappingIssue, toWarning } from '../issues.ts';
import type { MisoInteractionType } from '../miso/interactions.ts';
import { reject, removeDuplicates, skip } from '../result.ts';
import { normalizeEventName } from '../rules/eventName.ts';
import type { CustomContextSource } from '../options/fieldSources.ts';
import type { MapperOptions } from '../options/mapperOptions.ts';
import type { EventRule } from '../rules/types.ts';
import { runBefore } from './beforeMap.ts';
import type { RuleParts } from './buildInteraction.ts';
import { compileCanonicalRules, compileType } from './defaultRules.ts';
import { createDispatcher, type Dispatcher, rejectNameless, skipNameless, skipUnmapped } from './dispatch.ts';
import { compileEventFilter } from './eventFilter.ts';
import { createFunctionRule, createIgnoredRule } from './functionRule.ts';
import { createNormalizedLookup, createRuleLookup, type Rule, type RuleLookup } from './ruleLookup.ts';

/** Compiles the rules of a mapper from its options, which are checked before. */
export function compileRules(options: MapperOptions): Dispatcher {
  const parts: RuleParts = {
    fields: compileFields(options),
    settings: compileSettings(options),
    products: undefined,
  };
  const compiling = { options, parts, filter: compileFilter(options) };
  const dispatch = createDispatcher({
    track: compileLookup('events', compiling),
    page: compileLookup('pages', compiling),
    screen: compileLookup('screens', compiling),
  });
  return options.beforeMap === undefined ? dispatch : runBefore(dispatch, options.beforeMap);
}

function compileSettings({ categorySeparator, ratingScale, pageQuery }: MapperOptions): FieldSettings {
  return {
    // spaces around it are trimmed with the levels
    categorySeparator: categorySeparator?.trim() ?? defaultSettings.categorySeparator,
    ratingScale: ratingScale ?? defaultSettings.ratingScale,
    cutAddress: compilePageQuery(pageQuery),
  };
}

function compileFields({ fields = {}, region, customContext = {} }: MapperOptions): Fields {
  const base = replaceFields(defaultFields, 'fields', fields);
  const keys = listEntries(customContext).map(
    ([key, source]) => [key, compileCustomValue(appendKey('customContext', key), source)] as const,
  );
  if (region === undefined && keys.length === 0) return base;
  return { ...base, context: extendContext(compileRegion(region), keys) };
}

// the region itself, or a function that returns it
function compileRegion(region: MapperOptions['region']): readonly Source[] {
  return typeof region === 'function'
    ? compileSources('region', region)
    : [createConstantSource('region', region)];
}

function compileCustomValue(option: string, source: CustomContextSource): readonly Source[] {
  if (!isObject(source)) return compileSources(option, source);
  return [createConstantSource(option, source.value)];
}

function createConstantSource(option: string, value: unknown): Source {
  return { find: () => value, path: undefined, option };
}

// checks before a rule what may keep the event from Miso
function compileFilter(options: MapperOptions): (rule: Rule) => Rule {
  const findReason = compileEventFilter(options);
  if (findReason === undefined) return (rule) => rule;
  return (rule) => (event, name) => {
    const reason = findReason(event);
    return reason === undefined ? rule(event, name) : skip(reason);
  };
}

/** What all rules of a mapper are compiled from. */
interface Compiling {
  readonly options: MapperOptions;
  readonly parts: RuleParts;
  readonly filter: (rule: Rule) => Rule;
}

// exact names before normalized ones, and each time custom ones before canonical ones
function compileLookup(option: 'events' | 'pages' | 'screens', compiling: Compiling): RuleLookup {
  const { options, parts, filter } = compiling;
  const isTrack = option === 'events';
  const key = isTrack ? 'event' : 'name';
  const { [option]: rulesByName = {} } = options;
  const custom = listEntries(rulesByName).map(
    ([name, rule]) => [name, compileRule(appendKey(option, name), rule, parts, key)] as const,
  );
  const isNormalized = options.matching !== 'exact';
  if (isNormalized) assertUniqueNames(option, custom);
  const canonical = isTrack ? compileCanonicalRules(parts) : [];
  const rules = [...canonical, ...custom].map(({ 0: name, 1: rule }) => [name, filter(rule)] as const);
  const unmapped = compileUnmapped(compiling, key);
  const findUnmapped = unmapped === undefined ? skipUnmapped(key) : () => unmapped;
  return createRuleLookup(
    new Map(rules),
    isNormalized ? createNormalizedLookup(rules, findUnmapped) : findUnmapped,
    isTrack ? rejectNameless : (unmapped ?? skipNameless),
  );
}

// for names without a rule, and for pages and screens without a name
function compileUnmapped(
  { options: { unmapped }, parts, filter }: Compiling,
  key: 'event' | 'name',
): Rule | undefined {
  if (typeof unmapped === 'function') return filter(createFunctionRule('unmapped', unmapped, parts, key));
  return unmapped === 'custom' && key === 'event' ? filter(compileType('custom', parts)) : undefined;
}

function compileRule(option: string, rule: EventRule, parts: RuleParts, key: 'event' | 'name'): Rule {
  if (rule === false) return createIgnoredRule(option, key);
  if (typeof rule === 'function') return createFunctionRule(option, rule, parts, key);
  if (typeof rule === 'string') return compileType(rule, parts);
  if (!('to' in rule)) return combineTypes(rule, parts);
  const { to, fields: sources = {}, customActionName } = rule;
  const products = hasOwn(rule, 'products') ? rule.products : undefined;
  const fields = replaceFields(parts.fields, `${option}.fields`, sources);
  return compileType(to, { ...parts, products, fields, customActionName });
}

// each type that can be built is; what the others lack is a warning then
function combineTypes(types: readonly MisoInteractionType[], parts: RuleParts): Rule {
  const rules = types.map((type) => ({ type, map: compileType(type, parts) }));
  return (event, name) => {
    const results = rules.map(({ type, map }) => ({ type, ...map(event, name) }));
    const [first, ...others] = results.flatMap(({ interactions }) => interactions);
    if (first === undefined) {
      const [error, ...issues] = removeDuplicates(results.flatMap((result) => result.issues));
      return reject(error as MappingIssue, issues); // each type was rejected with an error
    }
    const warnings = results.flatMap(({ type, issues }) =>
      issues.map((issue) => toWarning(issue, `the "${type}" is left out`)),
    );
    return { status: 'mapped', interactions: [first, ...others], issues: removeDuplicates(warnings) };
  };
}

function assertUniqueNames(option: string, rules: readonly (readonly [name: string, rule: Rule])[]): void {
  const names = new Map<string, string>();
  for (const { 0: name } of rules) {
    const normalized = normalizeEventName(name);
    const other = names.get(normalized);
    if (other !== undefined) {
      throw new TypeError(
        `${appendKey(option, name)} is the same name as ${appendKey(option, other)} when case, spaces and _ - . are ignored;` +
          ' remove one, or match names exactly with matching: "exact"',
      );
    }
    names.set(normalized, name);
  }
}
