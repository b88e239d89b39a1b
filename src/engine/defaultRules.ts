import { defaultSettings, fields } from '../fields/index.ts';
import type { MisoInteractionType } from '../miso/interactions.ts';
import { canonicalMapping } from '../rules/canonical.ts';
import { compileInteractionRule, createInteractionRule, type RuleParts } from './buildInteraction.ts';
import { createDispatcher, type Dispatcher, rejectNameless, skipNameless, skipUnmapped } from './dispatch.ts';
import { createNormalizedLookup, createRuleLookup, type Rule } from './ruleLookup.ts';

/** Compiles the rules of `mapSegmentEvent`: the canonical table. */
export function compileDefaultRules(): Dispatcher {
  const rules = compileCanonicalRules({ fields, settings: defaultSettings, products: undefined });
  const views = createRuleLookup(new Map(), skipUnmapped('name'), skipNameless);
  return createDispatcher({
    track: createRuleLookup(rules, createNormalizedLookup(rules, skipUnmapped('event')), rejectNameless),
    page: views,
    screen: views,
  });
}

/** Compiles the rules of the canonical table. */
export function compileCanonicalRules(parts: RuleParts): Map<string, Rule> {
  return new Map(canonicalMapping.map(({ event, to: [type] }) => [event, compileType(type, parts)]));
}

/** Compiles the rule for the usual interaction of a type. */
export function compileType(type: MisoInteractionType, parts: RuleParts): Rule {
  return createInteractionRule(compileInteractionRule(type, parts));
}
