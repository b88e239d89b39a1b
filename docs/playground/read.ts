// what people paste -> a payload
import { findBreak } from './explain.ts';
import { type ReadCode, readLiteral, slice, TextError } from './literal.ts';
import { listDescendants, listItems, type Node, parseExpression, parseModule } from './syntax.ts';

export type Reading = { readonly value: unknown } | { readonly problem: TextError };

/** Reads JSON, or an object or array as JavaScript has it: with comments, other quotes, trailing commas. */
export function readPayload(text: string): Reading {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return readExpression(text);
  }
}

/** What a payload was converted from, and what of it has to be replaced. */
export interface Converted {
  readonly text: string;
  /** Whether analytics.js would add an `anonymousId`. */
  readonly isBrowserCall?: boolean;
  /** Code that stands where a value is needed. */
  readonly code?: readonly string[];
}

/** Converts anything that can be read to formatted JSON: events a line, literals, calls of Segment's libraries. */
export function convertPayload(text: string): Converted | undefined {
  const reading = readPayload(text);
  if ('value' in reading && typeof reading.value === 'object') return { text: format(reading.value) };
  const lines = readLines(text);
  return lines === undefined ? convertCalls(text) : { text: format(lines) };
}

/** Whether JSON looks like a whole payload, rather than a part of one. */
export function isPayload(json: string): boolean {
  const value: unknown = JSON.parse(json);
  const [event = null] = Array.isArray(value) ? (value as unknown[]) : [value];
  return typeof event === 'object' && event !== null && ('batch' in event || isMessage(event));
}

export function format(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readExpression(text: string): Reading {
  if (text.trim() === '')
    return { problem: new TextError({ from: 0, to: 0 }, 'Paste a Segment event as JSON.') };
  const root = parseExpression(text);
  const problem = findBreak(root, text);
  if (problem) return { problem };
  const [node = root] = listItems(root);
  try {
    return { value: readLiteral(node, text) };
  } catch (error) {
    if (error instanceof TextError) return { problem: error };
    throw error;
  }
}

function readLines(text: string): unknown[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  try {
    const values = lines.map((line): unknown => JSON.parse(line));
    return values.length > 1 && values.every((value) => typeof value === 'object') ? values : undefined;
  } catch {
    return undefined;
  }
}

const CALL = /\.\s*(track|page|screen|identify|group|alias)$/;

function convertCalls(text: string): Converted | undefined {
  const code: string[] = [];
  let isBrowserCall = false;
  const calls = listDescendants(parseModule(text)).filter(({ name }) => name === 'CallExpression');
  const events = calls.flatMap((call) => {
    const [callee, list] = listItems(call);
    const [, type] = CALL.exec(callee ? slice(callee, text) : '') ?? [];
    if (type === undefined || list === undefined) return [];
    const values = listItems(list).map((node) => readLiteral(node, text, keepCode(code)));
    const event = { type, ...readArguments(type, values) };
    const isAnonymous = !('userId' in event) && !('anonymousId' in event);
    isBrowserCall ||= isAnonymous;
    return isAnonymous ? [{ ...event, anonymousId: 'added-by-analytics.js' }] : [event];
  });
  if (events.length === 0) return undefined;
  return { text: format(events.length === 1 ? events[0] : events), isBrowserCall, code };
}

/** Takes the time for `new Date()`, and code itself for any other value that is not known here. */
function keepCode(kept: string[]): ReadCode {
  return (_node: Node, code) => {
    if (/^new Date\(\)/.test(code)) return new Date().toISOString();
    kept.push(code);
    return code;
  };
}

/** The arguments of a call -> the event: `(event)`, `(name, properties)`, or `(userId, name, properties)` as in Python. */
function readArguments(type: string, values: readonly unknown[]): object {
  const strings = values.filter((value) => typeof value === 'string');
  const [object = {}] = values.filter((value) => typeof value === 'object' && value !== null);
  const [only] = values;
  if (strings.length === 0) return only === object && isMessage(object) ? object : { properties: object };
  const [name, first] = [...strings].reverse();
  if (type === 'track')
    return { ...(first !== undefined && { userId: first }), event: name, properties: object };
  if (type === 'page' || type === 'screen') return { name, category: first, properties: object };
  return { userId: strings[0], traits: object };
}

function isMessage(object: object): boolean {
  return ['event', 'userId', 'anonymousId', 'properties', 'name'].some((key) => key in object);
}

/** What a visitor has to know of a conversion. */
export function describeConversion({ isBrowserCall = false, code = [] }: Converted): string {
  const notes = [
    isBrowserCall ? 'analytics.js adds the anonymousId itself; the one here stands for it.' : '',
    code.length > 0 ? `Replace what is code by values: ${[...new Set(code)].slice(0, 5).join(', ')}.` : '',
  ];
  return notes.join(' ').trim();
}
