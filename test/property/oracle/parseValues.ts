import { isAbsent, NOTHING } from './readPaths.ts';

const UNSIGNED = String.raw`(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const CURRENCY = String.raw`(?:\p{Sc}|[A-Za-z]{3})`;
const NUMBER = new RegExp(`^([+-]?)(${UNSIGNED})$`, 'u');
const AMOUNT = new RegExp(
  `^([+-]?)(?:(${UNSIGNED})|${CURRENCY}\\s*(${UNSIGNED})|(${UNSIGNED})\\s*${CURRENCY})$`,
  'u',
);

/** A number, or a string that is one by the grammar for numbers given as strings. */
export function parseNumber(value: unknown): number | undefined {
  return parseBy(NUMBER, value);
}

/** A number, also with a currency before or after it. */
export function parseAmount(value: unknown): number | undefined {
  return parseBy(AMOUNT, value);
}

function parseBy(grammar: RegExp, value: unknown): number | undefined {
  const number = typeof value === 'string' ? parseNumberString(grammar, value.trim()) : value;
  // `-0` becomes `0`
  return typeof number === 'number' && Number.isFinite(number) ? number + 0 : undefined;
}

function parseNumberString(grammar: RegExp, text: string): number | undefined {
  const [, sign = '', ...forms] = grammar.exec(text) ?? [];
  const unsigned = forms.find((form) => form !== undefined);
  return unsigned === undefined ? undefined : Number(sign + unsigned.replaceAll(',', ''));
}

const ZERO_UUID = '00000000-0000-0000-0000-000000000000';
// prettier-ignore
const PLACEHOLDERS = [
  'null', 'NULL', 'undefined', 'NaN', 'nan', 'None', 'nil', '<nil>', '(null)', '<null>', '<NA>', '\\N', ZERO_UUID,
];

/** Whether a string only says that there is no value. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.includes(text) || (text.startsWith('[object ') && text.endsWith(']'));
}

/** Whether this is no user and no visitor. */
function isPlaceholderOfAnyone(id: string): boolean {
  const zeros = id.replace(/^0x/, '').replaceAll('-', '');
  return isPlaceholder(id) || (/^0{8,}$/.test(zeros) && /^(?:0x)?[0-]+$/.test(id));
}

export function parseUserId(value: unknown): string | undefined | typeof NOTHING {
  return parseUnquotedId(value, 512, ['0', '-1']);
}

export function parseAnonymousId(value: unknown): string | undefined | typeof NOTHING {
  return parseUnquotedId(value, 1024, ['anonymous', 'guest', 'unknown']);
}

function parseUnquotedId(
  value: unknown,
  limit: number,
  placeholders: readonly string[],
): string | undefined | typeof NOTHING {
  const text = typeof value === 'string' ? value.trim() : readIdText(value);
  if (text === undefined) return undefined;
  const [, , inside = text] = /^("|%22)(.*)\1$/s.exec(text) ?? [];
  const id = inside.trim();
  if (id === '') return NOTHING;
  const isUsable = !placeholders.includes(id) && !isPlaceholderOfAnyone(id) && Array.from(id).length <= limit;
  return isUsable ? id : undefined;
}

/** The id of a product or of a group of them. */
export function parseProductId(value: unknown): string | undefined {
  const id = readIdText(value);
  return id === undefined || isPlaceholder(id) || Array.from(id).length > 512 ? undefined : id;
}

/** A string, or a number that JSON has not rounded. */
function readIdText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  return Number.isSafeInteger(value) || typeof value === 'bigint' ? String(value) : undefined;
}

/** The strings of an array without the absent ones; one wrong item makes the array wrong. */
export function parseArray(
  list: readonly unknown[],
  parseItem: (item: unknown) => string | undefined | typeof NOTHING,
): string[] | undefined | typeof NOTHING {
  const items = Array.from(list)
    .filter((item) => !isAbsent(item))
    .map(parseItem)
    .filter((item) => item !== NOTHING);
  if (items.length === 0) return NOTHING;
  return items.includes(undefined) ? undefined : (items as string[]);
}

/** A string as it is. */
export function parseString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
