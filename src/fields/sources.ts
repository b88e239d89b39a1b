import { isAbsent, isObject } from '../is.ts';
import {
  createInvalidValueIssue,
  createIssue,
  describeType,
  type MappingIssue,
  toWarning,
} from '../issues.ts';
import type { RawEvent } from '../segment/raw.ts';
import { callUserFunction } from './callUserFunction.ts';
import {
  cutAtArray,
  formatPosition,
  type MappingContext,
  type Parser,
  type ProductPosition,
} from './field.ts';
import { readObject } from './json.ts';
import { followPath, parsePath } from './path.ts';

/** A user's function; a method, so that its parameters may be narrower than `unknown`. */
type SourceFunction = { find(from: unknown, event: unknown): unknown }['find'];

/** What an option names for a field: a path or a function, or several tried in order. */
export type SourceOption = string | SourceFunction | readonly (string | SourceFunction)[];

/** One place where a value may be. */
export interface Source {
  /** Finds the value, starting from the event or the product. */
  readonly find: (from: unknown, event: RawEvent) => unknown;
  /** The path as written; `undefined` for a function. */
  readonly path: string | undefined;
  /** The option that names it. */
  readonly option: string;
}

/**
 * Compiles what an option names for a field to sources, in order.
 *
 * @example
 * ```ts
 * compileSources('fields.userId', ['traits.id', 'userId']).map(({ path }) => path);
 * //=> ['traits.id', 'userId']
 * ```
 */
export function compileSources(option: string, source: SourceOption): readonly Source[] {
  if (typeof source === 'object') return source.map((one, index) => compileSource(option, one, `[${index}]`));
  return [compileSource(option, source)];
}

function compileSource(option: string, source: string | SourceFunction, index = ''): Source {
  if (typeof source === 'string') {
    const path = parsePath(source);
    return { find: (from) => followPath(from, path), path: source, option };
  }
  const place = option + index;
  const find = (from: unknown, event: RawEvent): unknown => {
    const seen = toRuleEvent(event);
    const found = callUserFunction(place, () => source(from === event ? seen : from, seen));
    return Number.isNaN(found) ? undefined : found;
  };
  return { find, path: undefined, option: place };
}

/** The event as a user's function sees it: its properties and its context are objects. */
export function toRuleEvent(event: RawEvent): RawEvent {
  const { properties, context } = event;
  if (isObject(properties) && isObject(context)) return event;
  return { ...event, properties: readObject(properties) ?? {}, context: readObject(context) ?? {} };
}

/** Compiles the reader of a value that sources name, from the event, or from a product. */
export function compileReader<Value>(
  sources: readonly Source[],
  { parse, code, isReported }: Parser<Value>,
): (ctx: MappingContext, at?: ProductPosition) => Value | undefined {
  return (ctx, at) => {
    const invalid: MappingIssue[] = [];
    let found: Value | null | undefined;
    for (const source of sources) {
      if (source.path === 'id' && at?.place === 'propertiesOfMany' && source.option.startsWith('fields.'))
        continue;
      const value = source.find(at?.product ?? ctx.event, ctx.event);
      found = parse(value, ctx.rule.settings);
      if (found === undefined) continue;
      if (found === null || isReported?.(found)) invalid.push(createSourceIssue(source, code, value, at));
      if (found !== null) break;
    }
    // an invalid value is not an error where another one is usable
    for (const issue of invalid) ctx.issues.push(isAbsent(found) ? issue : toWarning(issue));
    return found ?? undefined;
  };
}

function createSourceIssue(
  { path, option }: Source,
  code: MappingIssue['code'],
  value: unknown,
  at: ProductPosition | undefined,
): MappingIssue {
  if (path === undefined) return createIssue(code, '', `${describeResult(option)} (${describeType(value)})`);
  const base = at === undefined ? '' : `${formatPosition(at)}.`;
  return createInvalidValueIssue(code, base + cutAtArray(path), value);
}

/** Compiles the reader of a composite value, which is read from the first source that has something usable. */
export function compileCompositeReader<Value>(
  sources: readonly Source[],
  readAt: (ctx: MappingContext, path: string, value: unknown) => Value | undefined,
): (ctx: MappingContext) => Value | undefined {
  return (ctx) => {
    for (const { find, path, option } of sources) {
      const value = find(ctx.event, ctx.event);
      const found = path === undefined ? readResult(ctx, option, value, readAt) : readAt(ctx, path, value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

// the result of a function has no path: issues about it name the option
function readResult<Value>(
  ctx: MappingContext,
  option: string,
  value: unknown,
  readAt: (ctx: MappingContext, path: string, value: unknown) => Value | undefined,
): Value | undefined {
  const inside: MappingContext = { ...ctx, issues: [] };
  const found = readAt(inside, '', value);
  for (const { code } of inside.issues) ctx.issues.push(createIssue(code, '', describeResult(option)));
  return found;
}

function describeResult(option: string): string {
  return `The result of ${option}`;
}
