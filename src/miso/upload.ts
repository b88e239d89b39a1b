import { describeType } from '../issues.ts';
import type { MisoInteraction } from './interactions.ts';

/** The body of one `POST /v1/interactions`. */
export interface UploadBody {
  /** The finished JSON: `{"data":[…]}`. */
  readonly body: string;
  /** The index of its first interaction in the input. */
  readonly start: number;
  /** The number of interactions in it. */
  readonly count: number;
}

/** The limits of one body. */
export interface UploadLimits {
  /** Records per body; default: 1,000. Miso recommends at most 10,000. */
  maxRecords?: number | undefined;
  /** Bytes of UTF-8 per body; default: 1,048,576. A single record over the limit gets a body of its own. */
  maxBytes?: number | undefined;
}

const OPENING = '{"data":[';
const CLOSING = ']}';

/**
 * Writes interactions as bodies of `POST /v1/interactions`, in order, each as full as the limits allow. Throws
 * `TypeError` immediately when a limit is not a positive integer, and while iterating when a record cannot be written as JSON.
 *
 * @example
 * ```ts
 * [...toUploadBodies([{ type: 'click', user_id: 'u1' }])];
 * //=> [{ body: '{"data":[{"type":"click","user_id":"u1"}]}', start: 0, count: 1 }]
 * ```
 */
export function toUploadBodies(
  interactions: Iterable<MisoInteraction>,
  { maxRecords = 1000, maxBytes = 1_048_576 }: UploadLimits = {},
): IterableIterator<UploadBody> {
  assertPositiveInteger('maxRecords', maxRecords);
  assertPositiveInteger('maxBytes', maxBytes);
  return writeBodies(interactions, maxRecords, maxBytes);
}

function assertPositiveInteger(name: string, limit: unknown): void {
  if (Number.isSafeInteger(limit) && Number(limit) > 0) return;
  throw new TypeError(`${name} is ${String(limit)}, but must be a positive integer`);
}

function* writeBodies(
  interactions: Iterable<MisoInteraction>,
  maxRecords: number,
  maxBytes: number,
): Generator<UploadBody, void, undefined> {
  let records: string[] = [];
  let bytes = 0;
  let start = 0;
  for (const interaction of interactions) {
    const record = stringifyRecord(interaction, start + records.length);
    // with the comma before a further record, or the brackets around the first
    const size = countUtf8Bytes(record);
    if (records.length > 0 && (records.length === maxRecords || bytes + 1 + size > maxBytes)) {
      yield createBody(records, start);
      start += records.length;
      records = [];
    }
    bytes = records.length === 0 ? OPENING.length + CLOSING.length + size : bytes + 1 + size;
    records.push(record);
  }
  if (records.length > 0) yield createBody(records, start);
}

function createBody(records: readonly string[], start: number): UploadBody {
  return { body: `${OPENING}${records.join(',')}${CLOSING}`, start, count: records.length };
}

function stringifyRecord(interaction: MisoInteraction, index: number): string {
  const record: unknown = JSON.stringify(interaction);
  // a record that is not an object fails the whole upload
  if (typeof record === 'string' && record.startsWith('{')) return replaceLoneSurrogates(record);
  throw new TypeError(`interactions[${index}] is ${describeType(interaction)}, but must be an interaction`);
}

/**
 * Replaces the lone surrogates of a JSON text, which it has as escapes: strict parsers refuse them.
 *
 * @example
 * ```ts
 * replaceLoneSurrogates(JSON.stringify('caf\uD83D'));
 * //=> '"caf\uFFFD"'
 * ```
 */
export function replaceLoneSurrogates(json: string): string {
  if (!json.includes('\\ud')) return json;
  // with each escape as a whole, as a backslash may be escaped too
  return json.replace(/\\(?:ud[89a-f][\da-f]{2}|.)/g, (escape) => (escape.length === 6 ? '\uFFFD' : escape));
}

/**
 * Counts the bytes of a string in UTF-8. JSON has no lone surrogates.
 *
 * @example
 * ```ts
 * countUtf8Bytes('é👟');
 * //=> 6
 * ```
 */
export function countUtf8Bytes(json: string): number {
  let bytes = json.length;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (code < 0x80) continue;
    // each half of a surrogate pair counts for two of its four bytes
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return bytes;
}
