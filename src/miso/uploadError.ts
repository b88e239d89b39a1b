import { isAbsent, isObject, isReadableArray, toArray } from '../is.ts';
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
  readonly batch?: { readonly sources: readonly number[] } | undefined;
} & (
  | {
      /** The index of the upload's first interaction, as in its `UploadBody`; default: 0. */
      readonly start?: number | undefined;
      readonly indices?: undefined;
    }
  | {
      readonly start?: undefined;
      /** The indices of the upload's interactions, when they are not consecutive. */
      readonly indices?: readonly number[] | undefined;
    }
);

/**
 * Reads Miso's response to an upload that it refused (status 422): which interactions are invalid and, with `batch`, the
 * events they came from. Takes the body as a string or parsed, with Miso's `data` or with `detail`, as its `DELETE` responds.
 * A line that it cannot read is returned as it is, with `null` as the index. Values that Miso repeats are left out, as they
 * may be personal.
 *
 * @example
 * ```ts
 * explainUploadError({ errors: true, message: 'invalid', data: ['data.2.rating (9) is invalid. Too high.'] }, { start: 1000 });
 * //=> [{ index: 1002, path: 'rating', message: 'is invalid. Too high.' }]
 * ```
 */
export function explainUploadError(response: unknown, origin: UploadOrigin = {}): UploadError[] {
  try {
    return toArray(findLines(parseBody(response)))
      .filter(isFilled)
      .map((line) => (isDetail(line) ? explainDetail(line, origin) : explainLine(toLine(line), origin)));
  } catch {
    return [explainLine('the response cannot be read', origin)];
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
  if (!isObject(body)) return body;
  const { data, detail, message } = body;
  return [data, detail].find((lines) => toArray(lines).some(isFilled)) ?? message ?? body;
}

/** An entry of FastAPI's `detail`. What else is in it repeats the input. */
interface Detail {
  readonly loc?: unknown;
  readonly msg?: unknown;
}

function isDetail(line: unknown): line is Detail {
  return isObject(line) && ('loc' in line || 'msg' in line);
}

// loc: ['body', 'data', 12, 'product_ids', 0]
function explainDetail({ loc, msg }: Detail, origin: UploadOrigin): UploadError {
  const keys = isReadableArray(loc) ? Array.from(loc, String) : [];
  if (keys[0] === 'body') keys.shift();
  const message = typeof msg === 'string' ? msg : 'is invalid';
  const index = keys[0] === 'data' ? findIndex(keys[1], origin) : undefined;
  if (index === undefined) return { index: null, path: formatPath(keys), message };
  return createError(index, keys.slice(2), message, origin);
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

function explainLine(line: string, origin: UploadOrigin): UploadError {
  const [, position, path = '', message] = LINE.exec(line) ?? [];
  const index = findIndex(position, origin);
  if (index === undefined) return { index: null, path: '', message: line };
  return createError(index, path.split('.').slice(1), message || line, origin);
}

// of the interaction at a position of the upload
function findIndex(position: string | undefined, { start = 0, indices }: UploadOrigin): number | undefined {
  const index = indices === undefined ? start + Number(position) : indices[Number(position)];
  return Number.isSafeInteger(index) ? index : undefined;
}

function createError(
  index: number,
  keys: readonly string[],
  message: string,
  { batch }: UploadOrigin,
): UploadError {
  const error = { index, path: formatPath(keys), message };
  const source = batch?.sources[index];
  return source === undefined ? error : { ...error, source };
}

// ['product_ids', '0'] -> 'product_ids[0]'
function formatPath(keys: readonly string[]): string {
  return keys
    .filter((key) => key !== '')
    .reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : appendKey(path, key)), '');
}
