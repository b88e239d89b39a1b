import { kindOf } from '../issue.ts';
import type { MisoInteraction } from './interactions.ts';

/** The body of one `POST /v1/interactions`. */
export interface UploadBody {
  /** The finished JSON text: `{"data":[…]}`. */
  readonly body: string;
  /** The place of its first interaction among those given. */
  readonly start: number;
  /** How many interactions it holds. */
  readonly count: number;
}

/** How much one body may hold. */
export interface UploadLimits {
  /** Records a body; 1,000 unless given. Miso recommends at most 10,000. */
  maxRecords?: number;
  /** Bytes of UTF-8 a body; 1,048,576 unless given. A single record over the limit goes alone. */
  maxBytes?: number;
}

const OPENING = '{"data":[';
const CLOSING = ']}';

/**
 * Writes interactions as bodies of `POST /v1/interactions`, in order, each as full as the limits allow. Throws
 * `TypeError` at once when a limit is not a positive integer, and while iterating when something is not JSON.
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
  requirePositive('maxRecords', maxRecords);
  requirePositive('maxBytes', maxBytes);
  return uploadBodies(interactions, maxRecords, maxBytes);
}

function requirePositive(name: string, limit: unknown): void {
  if (Number.isSafeInteger(limit) && Number(limit) > 0) return;
  throw new TypeError(`${name} is ${String(limit)}, but must be a positive integer`);
}

function* uploadBodies(
  interactions: Iterable<MisoInteraction>,
  maxRecords: number,
  maxBytes: number,
): Generator<UploadBody, void, undefined> {
  let records: string[] = [];
  let bytes = 0;
  let start = 0;
  for (const interaction of interactions) {
    const record = recordText(interaction, start + records.length);
    // the comma before a further record, or the frame around the first
    const size = utf8Length(record);
    if (records.length > 0 && (records.length === maxRecords || bytes + 1 + size > maxBytes)) {
      yield uploadBody(records, start);
      start += records.length;
      records = [];
    }
    bytes = records.length === 0 ? OPENING.length + CLOSING.length + size : bytes + 1 + size;
    records.push(record);
  }
  if (records.length > 0) yield uploadBody(records, start);
}

function uploadBody(records: readonly string[], start: number): UploadBody {
  return { body: `${OPENING}${records.join(',')}${CLOSING}`, start, count: records.length };
}

function recordText(interaction: MisoInteraction, index: number): string {
  const text: unknown = JSON.stringify(interaction);
  // one that is no object fails the whole upload
  if (typeof text === 'string' && text.startsWith('{')) return text;
  throw new TypeError(`interactions[${index}] is ${kindOf(interaction)}, but must be an interaction`);
}

/**
 * Counts the bytes of a text in UTF-8, as JSON text has no lone surrogates.
 *
 * @example
 * ```ts
 * utf8Length('é👟');
 * //=> 6
 * ```
 */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    // each half of a surrogate pair counts for two of its four bytes
    bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return bytes;
}
