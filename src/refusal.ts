import type { RawEvent } from './fields/input.ts';
import { isObject } from './fields/source.ts';
import { issue, type MappingIssue, memberPath } from './issue.ts';
import { hasOwn } from './miso/members.ts';
import type { MapperOptions } from './rules/rule.ts';

/** Why an event may not be sent to Miso, as the options say; `undefined` when they say nothing of it. */
export function refusalFor({ consent, integration }: MapperOptions): Refusal | undefined {
  const refusals: Refusal[] = [];
  if (consent !== undefined) refusals.push(withoutConsent(consent.categories, consent.whenAbsent));
  if (integration !== undefined) refusals.push(switchedOff(integration));
  return refusals.reduce<Refusal | undefined>(
    (before, next) => (event) => before?.(event) ?? next(event),
    undefined,
  );
}

/** Says why an event may not be sent to Miso. */
export type Refusal = (event: RawEvent) => MappingIssue | undefined;

const PREFERENCES = 'context.consent.categoryPreferences';

/** Refuses an event whose visitor did not consent to each of the categories, as Segment's consent preferences tell. */
function withoutConsent(categories: readonly string[], whenAbsent: 'skip' | 'send'): Refusal {
  return ({ context }) => {
    const consent = isObject(context) ? context['consent'] : undefined;
    const preferences = isObject(consent) ? consent['categoryPreferences'] : undefined;
    const answerOn = (category: string): unknown =>
      isObject(preferences) && hasOwn(preferences, category) ? preferences[category] : undefined;
    // whatever is told and is not `true` is no consent
    const denied = categories.find(
      (category) => !isAbsent(answerOn(category)) && answerOn(category) !== true,
    );
    if (denied !== undefined) return issue('consent_denied', memberPath(PREFERENCES, denied));
    const missing = categories.find((category) => isAbsent(answerOn(category)));
    return missing === undefined || whenAbsent === 'send'
      ? undefined
      : issue('consent_missing', memberPath(PREFERENCES, missing));
  };
}

/** Refuses an event that switches an integration off, by its name or with all the others. */
function switchedOff(name: string): Refusal {
  return (event) => {
    const { integrations } = event;
    if (!isObject(integrations)) return undefined;
    const member = hasOwn(integrations, name) && !isAbsent(integrations[name]) ? name : 'All';
    return integrations[member] === false
      ? issue('integration_disabled', memberPath('integrations', member))
      : undefined;
  };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
