import { isAbsent, toArray } from '../is.ts';
import { appendKey, describeType } from '../issues.ts';
import { stringifyJson } from './json.ts';

/** A record, or a field of it, that Miso refused. */
export interface UploadError {
  /** The index of the interaction, counted from `start` or looked up in `indices`; `null` where the response names none. */
  readonly index: number | null;
  /** The field of the interaction: `product_ids[0]`; empty for all of it. */
  readonly path: string;
  /** What Miso says about it. */
  readonly message: string;
  /** The index of the event that the interaction came from; only with `batch`. */
  readonly source?: number;
}

/** How an index in the upload leads back to an interaction, and that to its event. */
export type UploadOrigin = {
  /** The batch that the interactions came from. */
  readonly batch?: { readonly sources: readonly number[] };
} & (
  | {
      /** The index of the upload's first interaction, as in its `UploadBody`; default: 0. */
      readonly start?: number;
      readonly indices?: never;
    }
  | {
      readonly start?: never;
      /** The indices of the upload's interactions, when they are not consecutive. */
      readonly indices?: readonly number[];
    }
);

/**
 * Reads Miso's response to an upload that it refused (status 422): which interactions are invalid and, with `batch`, the
 * events they came from. Takes the body as a string or parsed. A line that it cannot read is returned as it is, with `null`
 * as the index. A value that Miso repeats after the path is left out, as it may be personal.
 *
 * @example
 * ```ts
 * explainUploadError({ errors: true, message: 'invalid', data: ['data.2.rating (9) is invalid. Too high.'] }, { start: 1000 });
 * //=> [{ index: 1002, path: 'rating', message: 'is invalid. Too high.' }]
 * ```
 */
export function explainUploadError(response: unknown, origin: UploadOrigin = {}): UploadError[] {
  return readLines(response).map((line) => explainLine(line, origin));
}

function readLines(response: unknown): string[] {
  try {
    return toArray(findLines(parseBody(response)))
      .filter(isFilled)
      .map(toLine);
  } catch {
    return ['the response cannot be read'];
  }
}

function parseBody(response: unknown): unknown {
  if (typeof response !== 'string') return response;
  try {
    return JSON.parse(response);
  } catch {
    return response;
  }
}

// the lines, else the message, else the response itself
function findLines(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { data, message }: { readonly data?: unknown; readonly message?: unknown } = body;
  return toArray(data).some(isFilled) ? data : (message ?? body);
}

function isFilled(line: unknown): boolean {
  return !isAbsent(line) && line !== '';
}

function toLine(line: unknown): string {
  if (typeof line === 'string') return line;
  const json = stringifyJson(line);
  return typeof json === 'string' ? json : describeType(line);
}

// data.12.product_ids.0 (a value) is invalid. …
const LINE = /^data\.(\d+)(\.[^\s(]*)?\s*(?:\(.*\)\s+(?=is\b)|\([^)]*\)\s*)?(.*)$/s;

function explainLine(line: string, { batch, start = 0, indices }: UploadOrigin): UploadError {
  const [, position, path = '', message] = LINE.exec(line) ?? [];
  const index = indices === undefined ? start + Number(position) : indices[Number(position)];
  if (index === undefined || !Number.isSafeInteger(index)) return { index: null, path: '', message: line };
  const source = batch?.sources[index];
  const error = { index, path: formatPath(path), message: message || line };
  return source === undefined ? error : { ...error, source };
}

// '.product_ids.0' -> 'product_ids[0]'
function formatPath(path: string): string {
  return path
    .split('.')
    .filter((key) => key !== '')
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : appendKey('.', key).slice(1)))
    .join('')
    .replace(/^\./, '');
}
