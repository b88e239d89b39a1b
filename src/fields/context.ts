import { type MappingIssue, wrong } from '../issue.ts';
import type { MisoCampaign, MisoContext, MisoPage } from '../miso/interactions.ts';
import type { Input, RawCampaign, RawContext, RawObject, RawPage } from './input.ts';
import { truncatedIp } from './ip.ts';
import { isObject, type Parsed } from './source.ts';
import { text } from './text.ts';

/**
 * Reads the visitor's surroundings: campaign, IP address without its host part, locale, page and browser.
 *
 * @example
 * ```ts
 * context({ ...input, event: { context: { ip: '203.0.113.7', locale: 'en-US' } } });
 * //=> { truncated_ip: '203.0.113.0', locale: 'en-US' }
 * ```
 */
export function context({ event, issues }: Input): MisoContext | undefined {
  const from: RawContext | undefined = usable(object, event.context, 'context', issues);
  if (from === undefined) return undefined;
  let found: MisoContext | undefined;
  const campaign = readCampaign(from.campaign, issues);
  if (campaign !== undefined) (found ??= {}).campaign = campaign;
  const ip = usable(truncatedIp, from.ip, 'context.ip', issues);
  if (ip !== undefined) (found ??= {}).truncated_ip = ip;
  const locale = usable(text, from.locale, 'context.locale', issues);
  if (locale !== undefined) (found ??= {}).locale = locale;
  const page = readPage(from.page, issues);
  if (page !== undefined) (found ??= {}).page = page;
  const userAgent = usable(text, from.userAgent, 'context.userAgent', issues);
  if (userAgent !== undefined) (found ??= {}).user_agent = userAgent;
  return found;
}

function readCampaign(value: unknown, issues: MappingIssue[]): MisoCampaign | undefined {
  const from: RawCampaign | undefined = usable(object, value, 'context.campaign', issues);
  if (from === undefined) return undefined;
  let campaign: MisoCampaign | undefined;
  const name = usable(text, from.name, 'context.campaign.name', issues);
  if (name !== undefined) (campaign ??= {}).name = name;
  const source = usable(text, from.source, 'context.campaign.source', issues);
  if (source !== undefined) (campaign ??= {}).source = source;
  const medium = usable(text, from.medium, 'context.campaign.medium', issues);
  if (medium !== undefined) (campaign ??= {}).medium = medium;
  const term = usable(text, from.term, 'context.campaign.term', issues);
  if (term !== undefined) (campaign ??= {}).term = term;
  const content = usable(text, from.content, 'context.campaign.content', issues);
  if (content !== undefined) (campaign ??= {}).content = content;
  return campaign;
}

// Miso takes a page only with its address
function readPage(value: unknown, issues: MappingIssue[]): MisoPage | undefined {
  const from: RawPage | undefined = usable(object, value, 'context.page', issues);
  if (from === undefined) return undefined;
  const url = usable(text, from.url, 'context.page.url', issues);
  if (url === undefined) return undefined;
  const page: MisoPage = { url };
  const referrer = usable(text, from.referrer, 'context.page.referrer', issues);
  if (referrer !== undefined) page.referrer = referrer;
  const title = usable(text, from.title, 'context.page.title', issues);
  if (title !== undefined) page.title = title;
  return page;
}

function object(value: unknown): Parsed<RawObject> {
  if (isObject(value)) return value;
  return text(value) === undefined ? undefined : null;
}

function usable<Value>(
  parse: (value: unknown) => Parsed<Value>,
  value: unknown,
  path: string,
  issues: MappingIssue[],
): Value | undefined {
  const parsed = parse(value);
  if (parsed === null) issues.push(wrong('invalid_context', path, value));
  return parsed ?? undefined;
}
