// a link that carries the payload and the options in its fragment, which browsers send to no server

/** What a link carries. */
export interface Shared {
  readonly payload: string;
  readonly options: string;
}

/** Longer links are refused: browsers and what links are pasted into cut them. */
export const LONGEST_LINK = 32_000;
/** Mail and chat programs may cut what is longer than this. */
export const SAFE_LINK = 2_000;

/** What a link may unpack to: a few thousand characters can hold gigabytes. */
const MOST_BYTES = 2 ** 20;
const NAME = 'shared=';

export async function fragmentOf(shared: Shared): Promise<string> {
  const bytes = await bytesOf(
    new Blob([JSON.stringify(shared)]).stream().pipeThrough(new CompressionStream('deflate-raw')),
  );
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return NAME + base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What a fragment carries; nothing, where it carries nothing. Throws where it is damaged. */
export async function sharedIn(fragment: string): Promise<Shared | undefined> {
  const start = fragment.indexOf(NAME);
  if (start === -1) return undefined;
  const base64 = fragment
    .slice(start + NAME.length)
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const unpacked = await bytesOf(
    new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
  );
  const shared: unknown = JSON.parse(new TextDecoder().decode(unpacked));
  if (!isShared(shared)) throw new TypeError('not what a link carries');
  return shared;
}

async function bytesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length > MOST_BYTES) throw new RangeError('too much');
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function isShared(value: unknown): value is Shared {
  if (typeof value !== 'object' || value === null || !('payload' in value) || !('options' in value))
    return false;
  return typeof value.payload === 'string' && typeof value.options === 'string';
}
