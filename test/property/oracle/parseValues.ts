import { isAbsent, NOTHING } from './readPaths.ts';

const DIGITS = String.raw`(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?`;
const CURRENCY = String.raw`(?:\p{Sc}|[A-Za-z]{3})`;
const AMOUNT = new RegExp(
  String.raw`^([+-]?)(?:(${DIGITS})|${CURRENCY}\s*(${DIGITS})|(${DIGITS})\s*${CURRENCY})$`,
  'u',
);

/** A number, or a text that is one by the one grammar for numbers given as text. */
export function parseNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? parseNumberString(value.trim()) : value;
  // `-0` becomes `0`
  return typeof number === 'number' && Number.isFinite(number) ? number + 0 : undefined;
}

function parseNumberString(text: string): number | undefined {
  const [, sign = '', alone, after, before] = AMOUNT.exec(text) ?? [];
  const digits = alone ?? after ?? before;
  return digits === undefined ? undefined : Number(sign + digits.replaceAll(',', ''));
}

/** An id of at most so many characters. */
export function parseId(value: unknown, limit: number): string | undefined {
  const isNumber = Number.isSafeInteger(value) || typeof value === 'bigint';
  if (typeof value !== 'string' && !isNumber) return undefined;
  const id = String(value).trim();
  return Array.from(id).length <= limit ? id : undefined;
}

/** The texts of a list without the absent ones; one wrong member makes the list wrong. */
export function parseArray(
  list: readonly unknown[],
  textOf: (item: unknown) => string | undefined,
): string[] | undefined | typeof NOTHING {
  const texts = Array.from(list)
    .filter((item) => !isAbsent(item))
    .map(textOf);
  if (texts.length === 0) return NOTHING;
  return texts.includes(undefined) ? undefined : (texts as string[]);
}

/** A text as it is. */
export function parseString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text, or a finite number made one. */
export function parseStringOrNumber(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : parseString(value);
}
