import { getOwn, isBlank, isEmptyArray, isObject, isUnset, type UnknownObject } from '../is.ts';
import { createInvalidValueIssue } from '../issues.ts';
import type { MisoCampaign, MisoContext, MisoPage } from '../miso/interactions.ts';
import type { RawCampaign, RawContext, RawPage } from '../segment/raw.ts';
import type { MappingContext } from './field.ts';
import { parseTruncatedIp } from './ip.ts';
import { readJson } from './json.ts';
import { removeCredentials } from './address.ts';

/** The visitor's campaign, IP address without its host part, locale, page and browser. */
export const context = { misoField: 'context', read: readContext } as const;

function readContext(ctx: MappingContext): MisoContext | undefined {
  const raw: RawContext | undefined = readPart(ctx, 'context', ctx.event.context);
  if (raw === undefined) return undefined;
  let found: MisoContext | undefined;
  const campaign = readCampaign(ctx, getOwn(raw, 'campaign'));
  if (campaign !== undefined) (found ??= {}).campaign = campaign;
  const ip = parseTruncatedIp(raw.ip);
  if (ip === null) reportInvalid(ctx, 'context.ip', raw.ip);
  else if (ip !== undefined) (found ??= {}).truncated_ip = ip;
  const page = readPage(ctx, getOwn(raw, 'page'));
  const locale = readString(ctx, 'context.locale', raw.locale);
  if (locale !== undefined) (found ??= {}).locale = locale;
  if (page !== undefined) (found ??= {}).page = page;
  const userAgent = readString(ctx, 'context.userAgent', raw.userAgent);
  if (userAgent !== undefined) (found ??= {}).user_agent = userAgent;
  return found;
}

function readCampaign(ctx: MappingContext, value: unknown): MisoCampaign | undefined {
  const raw: RawCampaign | undefined = readPart(ctx, 'context.campaign', value);
  if (raw === undefined) return undefined;
  let found: MisoCampaign | undefined;
  const name = readString(ctx, 'context.campaign.name', raw.name);
  if (name !== undefined) (found ??= {}).name = name;
  const source = readString(ctx, 'context.campaign.source', raw.source);
  if (source !== undefined) (found ??= {}).source = source;
  const medium = readString(ctx, 'context.campaign.medium', raw.medium);
  if (medium !== undefined) (found ??= {}).medium = medium;
  const term = readString(ctx, 'context.campaign.term', raw.term);
  if (term !== undefined) (found ??= {}).term = term;
  const content = readString(ctx, 'context.campaign.content', raw.content);
  if (content !== undefined) (found ??= {}).content = content;
  return found;
}

// Miso accepts a page only with its url
function readPage(ctx: MappingContext, value: unknown): MisoPage | undefined {
  const raw: RawPage | undefined = readPart(ctx, 'context.page', value);
  if (raw === undefined) return undefined;
  const url = readAddress(ctx, 'context.page.url', raw.url);
  if (url === undefined) return undefined;
  const page: MisoPage = { url };
  const referrer = readAddress(ctx, 'context.page.referrer', raw.referrer);
  if (referrer !== undefined) page.referrer = referrer;
  const title = readString(ctx, 'context.page.title', raw.title);
  if (title !== undefined) page.title = title;
  return page;
}

function readAddress(ctx: MappingContext, path: string, value: unknown): string | undefined {
  const { cutAddress } = ctx.rule.settings;
  const address = readString(ctx, path, value);
  if (address === undefined || cutAddress === undefined) return address && removeCredentials(address);
  const cut = removeCredentials(cutAddress(address));
  return isBlank(cut) ? undefined : cut;
}

// an object, which may be JSON in a string; PHP writes an empty one as []
function readPart(ctx: MappingContext, path: string, value: unknown): UnknownObject | undefined {
  if (isObject(value)) return value;
  const read = readJson(value);
  if (isObject(read)) return read;
  if (!isUnset(read) && !isEmptyArray(read)) reportInvalid(ctx, path, value);
  return undefined;
}

function readString(ctx: MappingContext, path: string, value: unknown): string | undefined {
  if (typeof value === 'string' && !isBlank(value)) return value;
  if (!isUnset(value)) reportInvalid(ctx, path, value);
  return undefined;
}

function reportInvalid({ issues }: MappingContext, path: string, value: unknown): void {
  issues.push(createInvalidValueIssue('invalid_context', path, value));
}
