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
  const locale = textAt('context.locale', from.locale, findings);
  const page = readPage(from.page, findings);
  const user_agent = textAt('context.userAgent', from.userAgent, findings);
  if (page && locale && user_agent && truncated_ip) {
    return campaign
      ? { campaign, truncated_ip, locale, page, user_agent }
      : { truncated_ip, locale, page, user_agent };
  }
  if (!(campaign ?? truncated_ip ?? locale ?? page ?? user_agent)) return undefined;
  const found: MisoContext = {};
  if (campaign) found.campaign = campaign;
  if (truncated_ip) found.truncated_ip = truncated_ip;
  if (locale) found.locale = locale;
  if (page) found.page = page;
  if (user_agent) found.user_agent = user_agent;
  return found;
}

function readCampaign(value: unknown, findings: Findings): MisoCampaign | undefined {
  const from: RawCampaign | undefined = objectAt('context.campaign', value, findings);
  if (from === undefined) return undefined;
  const name = textAt('context.campaign.name', from.name, findings);
  const source = textAt('context.campaign.source', from.source, findings);
  const medium = textAt('context.campaign.medium', from.medium, findings);
  const term = textAt('context.campaign.term', from.term, findings);
  const content = textAt('context.campaign.content', from.content, findings);
  if (name && source && medium && term && content) return { name, source, medium, term, content };
  if (!(name ?? source ?? medium ?? term ?? content)) return undefined;
  const campaign: MisoCampaign = {};
  if (name) campaign.name = name;
  if (source) campaign.source = source;
  if (medium) campaign.medium = medium;
  if (term) campaign.term = term;
  if (content) campaign.content = content;
  return campaign;
}

// Miso takes a page only with its address
function readPage(value: unknown, findings: Findings): MisoPage | undefined {
  const from: RawPage | undefined = objectAt('context.page', value, findings);
  if (from === undefined) return undefined;
  const url = textAt('context.page.url', from.url, findings);
  if (url === undefined) return undefined;
  const referrer = textAt('context.page.referrer', from.referrer, findings);
  const title = textAt('context.page.title', from.title, findings);
  if (title === undefined) return referrer === undefined ? { url } : { url, referrer };
  return referrer === undefined ? { url, title } : { url, referrer, title };
}

function objectAt(path: string, value: unknown, findings: Findings): RawObject | undefined {
  if (isObject(value)) return value;
  if (text(value) !== undefined) report(findings, wrong('invalid_context', path, value));
  return undefined;
}

function textAt(path: string, value: unknown, findings: Findings): string | undefined {
  return isPlainText(value) ? value : told(text(value), path, value, findings);
}

function ipAt(path: string, value: unknown, findings: Findings): string | undefined {
  return told(truncatedIp(value), path, value, findings);
}

function told(parsed: Parsed<string>, path: string, value: unknown, findings: Findings): string | undefined {
  if (parsed !== null) return parsed;
  report(findings, wrong('invalid_context', path, value));
  return undefined;
}
