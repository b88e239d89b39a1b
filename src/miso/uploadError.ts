import { kindOf, memberPath } from '../issue.ts';
import { itemsOf, jsonOf } from './members.ts';

/** What Miso refused: a record, or a field of it. */
export interface UploadError {
  /** The place of the interaction, counted as `start` or `indices` say; `null` where the answer names none. */
  readonly index: number | null;
  /** The field in the interaction: `product_ids[0]`; empty for all of it. */
  readonly path: string;
  /** What Miso said of it. */
  readonly message: string;
  /** The place of the event that the interaction came from; only with `batch`. */
  readonly source?: number;
}

/** How a place in the upload leads back to an interaction, and that to its event. */
export type UploadOrigin = {
  /** The batch that the interactions are of. */
  readonly batch?: { readonly sources: readonly number[] };
} & (
  | {
      /** The place of the upload's first interaction, as its `UploadBody` has it; 0 unless given. */
      readonly start?: number;
      readonly indices?: never;
    }
  | {
      readonly start?: never;
      /** The places of the upload's interactions, when they are not in a row. */
      readonly indices?: readonly number[];
    }
);

/**
 * Reads Miso's answer to an upload that it refused (status 422): which interactions are at fault and, with `batch`, the
 * events they came from. Takes the body as text or parsed. A line that it cannot read is returned as it is, with `null`
 * for the index. A value that Miso repeats after the path is left out, as it may be personal.
 *
 * @example
 * ```ts
 * explainUploadError({ errors: true, message: 'invalid', data: ['data.2.rating (9) is invalid. Too high.'] }, { start: 1000 });
 * //=> [{ index: 1002, path: 'rating', message: 'is invalid. Too high.' }]
 * ```
 */
export function explainUploadError(response: unknown, origin: UploadOrigin = {}): UploadError[] {
  return linesOf(response).map((line) => explainLine(line, origin));
}

function linesOf(response: unknown): string[] {
  try {
    return itemsOf(saidIn(parsed(response)))
      .filter(isTold)
      .map(asText);
  } catch {
    return ['the answer cannot be read'];
  }
}

function parsed(response: unknown): unknown {
  if (typeof response !== 'string') return response;
  try {
    return JSON.parse(response);
  } catch {
    return response;
  }
}

// the lines, else the message, else the answer itself
function saidIn(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const { data, message }: { readonly data?: unknown; readonly message?: unknown } = answer;
  return itemsOf(data).some(isTold) ? data : (message ?? answer);
}

function isTold(line: unknown): boolean {
  return line !== undefined && line !== null && line !== '';
}

function asText(line: unknown): string {
  if (typeof line === 'string') return line;
  const text = jsonOf(line);
  return typeof text === 'string' ? text : kindOf(line);
}

// data.12.product_ids.0 (a value) is invalid. …
const LINE = /^data\.(\d+)(\.[^\s(]*)?\s*(?:\(.*\)\s+(?=is\b)|\([^)]*\)\s*)?(.*)$/s;

function explainLine(line: string, { batch, start = 0, indices }: UploadOrigin): UploadError {
  const [, place, path = '', message] = LINE.exec(line) ?? [];
  const index = indices === undefined ? start + Number(place) : indices[Number(place)];
  if (index === undefined || !Number.isSafeInteger(index)) return { index: null, path: '', message: line };
  const source = batch?.sources[index];
  const error = { index, path: fieldPath(path), message: message || line };
  return source === undefined ? error : { ...error, source };
}

// '.product_ids.0' -> 'product_ids[0]'
function fieldPath(path: string): string {
  return path
    .split('.')
    .filter((member) => member !== '')
    .map((member) => (/^\d+$/.test(member) ? `[${member}]` : memberPath('.', member).slice(1)))
    .join('')
    .replace(/^\./, '');
}
