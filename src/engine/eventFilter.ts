import { readObject } from '../fields/json.ts';
import { getOwn, isAbsent, type UnknownObject } from '../is.ts';
import { appendKey, createIssue, type MappingIssue } from '../issues.ts';
import type { MapperOptions } from '../options/mapperOptions.ts';
import type { RawContext, RawEvent } from '../segment/raw.ts';

/** Finds why an event may not be sent to Miso; `undefined` when it may. */
export type EventFilter = (event: RawEvent) => MappingIssue | undefined;

/** Compiles the options that may keep an event from Miso; `undefined` when there are none. */
export function compileEventFilter({ consent, integration }: MapperOptions): EventFilter | undefined {
  const checkConsent = consent && compileConsent(consent.categories, consent.whenAbsent);
  const checkIntegration = integration === undefined ? undefined : compileIntegration(integration);
  if (checkConsent === undefined || checkIntegration === undefined) return checkConsent ?? checkIntegration;
  return (event) => checkConsent(event) ?? checkIntegration(event);
}

const PREFERENCES = 'context.consent.categoryPreferences';

// the visitor must have consented to each of the categories, by Segment's consent preferences
function compileConsent(categories: readonly string[], whenAbsent: 'skip' | 'send'): EventFilter {
  return (event) => {
    const preferences = readPreferences(event);
    const get = (category: string): unknown => getOwn(preferences, category);
    // whatever is set and is not `true` is not consent
    const denied = categories.find((category) => !isAbsent(get(category)) && get(category) !== true);
    if (denied !== undefined) return createIssue('consent_denied', appendKey(PREFERENCES, denied));
    const missing = categories.find((category) => isAbsent(get(category)));
    return missing === undefined || whenAbsent === 'send'
      ? undefined
      : createIssue('consent_missing', appendKey(PREFERENCES, missing));
  };
}

function readPreferences(event: RawEvent): { readonly [category: string]: unknown } {
  const context: RawContext | undefined = readObject(event.context);
  const consent = readObject(context?.consent);
  return readObject(consent?.['categoryPreferences']) ?? {};
}

// the event may disable the integration, by its name or with all others
function compileIntegration(name: string): EventFilter {
  return (event) => {
    const integrations = readObject(event.integrations) ?? {};
    const key = isAbsent(getOwn(integrations, name)) ? findDisabledAll(integrations) : name;
    return key !== undefined && integrations[key] === false
      ? createIssue('integration_disabled', appendKey('integrations', key))
      : undefined;
  };
}

function findDisabledAll(integrations: UnknownObject): string | undefined {
  return Object.keys(integrations).find((key) => key.toLowerCase() === 'all' && integrations[key] === false);
}
