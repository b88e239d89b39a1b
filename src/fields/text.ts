import { isList } from '../miso/members.ts';
import { type Parsed, unusable } from './source.ts';

/** Whether a value is a text that starts as nearly all do, with a sign of ASCII that is no blank. */
export function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && startsPlain(value);
}

function startsPlain(value: string): boolean {
  // V8 compiles `charCodeAt` well only where it never reads past the end
  return value !== '' && hasSignAt(value, 0);
}

/** Whether at an index of a text there is a sign of ASCII that is no blank. */
export function hasSignAt(value: string, index: number): boolean {
  const code = value.charCodeAt(index);
  return code > 32 && code < 127;
}

/** Whether a text holds more than blanks. */
export function isFilled(value: string): boolean {
  return startsPlain(value) || value.trim() !== '';
}

/**
 * Reads a text, as it is.
 *
 * @example
 * ```ts
 * text('en-US');
 * //=> 'en-US'
 * ```
 */
export function text(value: unknown): Parsed<string> {
  if (typeof value === 'string') return isFilled(value) ? value : undefined;
  return unusable(value);
}

/**
 * Reads a text, or a number as text.
 *
 * @example
 * ```ts
 * textOrNumber(42);
 * //=> '42'
 * ```
 */
export function textOrNumber(value: unknown): Parsed<string> {
  return Number.isFinite(value) ? String(value) : text(value);
}

/**
 * Reads a list of texts; those of blanks are passed over. A list with anything else in it is wrong as a whole: what
 * is left of it would mean something else.
 *
 * @example
 * ```ts
 * list(['red', ''], text);
 * //=> ['red']
 * ```
 */
export function list(value: unknown, item: (value: unknown) => Parsed<string>): Parsed<string[]> {
  if (!isList(value)) return null;
  const texts = new Array<string>(value.length);
  let count = 0;
  for (const element of value) {
    const parsed = item(element);
    if (parsed === null) return null;
    if (parsed !== undefined) texts[count++] = parsed;
  }
  texts.length = count;
  return count > 0 ? texts : undefined;
}
