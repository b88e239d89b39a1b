import { type Findings, report, wrong } from '../issue.ts';
import type { MisoCampaign, MisoContext, MisoPage } from '../miso/interactions.ts';
import type { RawCampaign, RawContext, RawEvent, RawObject, RawPage, RawProperties } from './input.ts';
import { truncatedIp } from './ip.ts';
import { isObject, type Parsed } from './source.ts';
import { isPlainText, text } from './text.ts';

/**
 * Reads the visitor's surroundings: campaign, IP address without its host part, locale, page and browser.
 *
 * @example
 * ```ts
 * context({ context: { ip: '203.0.113.7', locale: 'en-US' } }, {}, findings);
 * //=> { truncated_ip: '203.0.113.0', locale: 'en-US' }
 * ```
 */
export function context(event: RawEvent, _: RawProperties, findings: Findings): MisoContext | undefined {
  const from: RawContext | undefined = objectAt('context', event.context, findings);
  if (from === undefined) return undefined;
  const campaign = readCampaign(from.campaign, findings);
  const truncated_ip = ipAt('context.ip', from.ip, findings);
  const page = readPage(from.page, findings);
  const { locale, userAgent: user_agent } = from;
  // a literal for what browsers, phones and servers say: members that are added later take ten times as long
  if (truncated_ip !== undefined) {
    if (isPlainText(locale) && isPlainText(user_agent)) {
      if (page === undefined) {
        if (campaign === undefined) return { truncated_ip, locale, user_agent };
      } else if (campaign === undefined) return { truncated_ip, locale, page, user_agent };
      else return { campaign, truncated_ip, locale, page, user_agent };
    } else if ((campaign ?? page ?? locale ?? user_agent) === undefined) return { truncated_ip };
  }
  const told = textsOf({ locale }, 'context', findings);
  const agent = textAt('context.userAgent', user_agent, findings);
  // spread, not assigned: a page may have put a setter on the prototype of all objects
  return orNothing({
    ...(campaign !== undefined && { campaign }),
    ...(truncated_ip !== undefined && { truncated_ip }),
    ...(page !== undefined && { page }),
    ...told,
    ...(agent !== undefined && { user_agent: agent }),
  });
}

function readCampaign(value: unknown, findings: Findings): MisoCampaign | undefined {
  if (value === undefined) return undefined;
  const from: RawCampaign | undefined = objectAt('context.campaign', value, findings);
  if (from === undefined) return undefined;
  const { name, source, medium, term, content } = from;
  if (
    isPlainText(name) &&
    isPlainText(source) &&
    isPlainText(medium) &&
    isPlainText(term) &&
    isPlainText(content)
  )
    return { name, source, medium, term, content };
  return orNothing(textsOf({ name, source, medium, term, content }, 'context.campaign', findings));
}

// Miso takes a page only with its address
function readPage(value: unknown, findings: Findings): MisoPage | undefined {
  if (value === undefined) return undefined;
  const from: RawPage | undefined = objectAt('context.page', value, findings);
  if (from === undefined) return undefined;
  const { url, referrer, title } = from;
  if (isPlainText(url) && isPlainText(title)) {
    if (isPlainText(referrer)) return { url, referrer, title };
    if (referrer === '') return { url, title };
  }
  const usable = textAt('context.page.url', url, findings);
  return usable === undefined
    ? undefined
    : { url: usable, ...textsOf({ referrer, title }, 'context.page', findings) };
}

// those of the members that are texts
function textsOf(
  members: { readonly [member: string]: unknown },
  path: string,
  findings: Findings,
): { [member: string]: string } {
  const texts = Object.entries(members).flatMap(([member, value]) => {
    const read = textAt(`${path}.${member}`, value, findings);
    return read === undefined ? [] : [[member, read] as const];
  });
  return Object.fromEntries(texts);
}

function orNothing<Record extends object>(record: Record): Record | undefined {
  return Object.keys(record).length > 0 ? record : undefined;
}

function objectAt(path: string, value: unknown, findings: Findings): RawObject | undefined {
  if (isObject(value)) return value;
  if (text(value) !== undefined) report(findings, wrong('invalid_context', path, value));
  return undefined;
}

function textAt(path: string, value: unknown, findings: Findings): string | undefined {
  return toldOf(text(value), path, value, findings);
}

function ipAt(path: string, value: unknown, findings: Findings): string | undefined {
  return toldOf(truncatedIp(value), path, value, findings);
}

function toldOf(
  parsed: Parsed<string>,
  path: string,
  value: unknown,
  findings: Findings,
): string | undefined {
  if (parsed !== null) return parsed;
  report(findings, wrong('invalid_context', path, value));
  return undefined;
}
