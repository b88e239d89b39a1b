import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { findUploadErrors } from '../contract/misoErrors.ts';

/** A stand-in for Miso's API: it accepts what Miso's contract accepts, and fails on command. */
export interface Miso {
  /** Where the interactions go. */
  readonly url: string;
  /** Every record that was stored, in order; one that was sent twice is there twice. */
  readonly stored: unknown[];
  /** The users who were erased, in order. */
  readonly deleted: string[];
  /** How many calls have come. */
  readonly calls: number;
  /** How many records each upload had, in order, whether it was accepted or not. */
  readonly uploads: readonly number[];
  readonly close: () => Promise<void>;
}

/** How one call fails. */
export interface Failure {
  /**
   * A status; `refusal`: a 422 for the first record, whatever it is; `none`: no response at all; `cut`: the connection ends
   * instead; `reset`: it ends with a TCP reset; `slow`: the response takes a second.
   */
  readonly answer: number | 'refusal' | 'none' | 'cut' | 'reset' | 'slow';
  /** The header `Retry-After`. */
  readonly retryAfter?: string;
  /** The message of the response. */
  readonly message?: string;
  /** Whether Miso has done what was asked all the same. */
  readonly done?: boolean;
}

export interface MisoOptions {
  /** The valid key; default: any. */
  readonly apiKey?: string;
  /** Whether records are stored unchecked, for trials that measure something else; default: false. */
  readonly isTrusting?: boolean;
  /** How many bytes an upload may have: more are answered with 413; default: any number. */
  readonly maxBytes?: number;
  /** How a call fails, by its number from 1; `undefined`: it does not. */
  readonly fail?: (call: number) => Failure | undefined;
  /** Whether a record is refused that the schema accepts, or the fields for which it is. */
  readonly refuse?: (record: unknown) => boolean | readonly string[];
}

/** What a call asks for. */
interface Asked {
  /** Why it is refused, in the lines of a 422. */
  readonly errors: readonly string[];
  readonly perform: () => void;
}

export async function startMiso({
  apiKey,
  isTrusting = false,
  maxBytes = Infinity,
  fail,
  refuse,
}: MisoOptions = {}): Promise<Miso> {
  const stored: unknown[] = [];
  const deleted: string[] = [];
  const uploads: number[] = [];
  let calls = 0;

  async function handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    calls++;
    const failure = fail?.(calls);
    const isDryRun = new URL(request.url!, 'http://miso.test').searchParams.get('dry_run') === '1';
    const body = await text(request);
    const asked = parseRequest(request.method, body);
    if (failure?.done === true && asked.errors.length === 0) asked.perform();
    if (failure?.answer === 'none') return;
    if (failure?.answer === 'cut') return void request.socket.destroy();
    if (failure?.answer === 'reset') return void request.socket.resetAndDestroy();
    if (failure?.answer === 'slow') await pause(1000);
    const isTooLarge = Buffer.byteLength(body) > maxBytes;
    const [status, said] = createResponse(
      asked,
      request.headers['x-api-key'],
      isTooLarge ? { answer: 413 } : failure,
    );
    if (status === 200 && !isDryRun) asked.perform();
    const headers = {
      'content-type': 'application/json',
      ...(failure?.retryAfter !== undefined && { 'retry-after': failure.retryAfter }),
      // where a client that follows would leave the key
      ...(status === 301 && { location: '/elsewhere' }),
    };
    response.writeHead(status, headers).end(JSON.stringify(said));
  }

  function parseRequest(method: string | undefined, body: string): Asked {
    const asked = parseObject(body);
    if (method === 'DELETE') {
      const { user_ids: users } = asked as { user_ids?: unknown };
      const isList = Array.isArray(users) && users.every((user) => typeof user === 'string');
      const errors = isList ? [] : ['user_ids is invalid. The attribute was expected to be of type array.'];
      return { errors, perform: () => deleted.push(...(users as string[])) };
    }
    const records = (asked as { data?: unknown[] }).data ?? [];
    uploads.push(records.length);
    if (isTrusting) return { errors: [], perform: () => stored.push(...records) };
    const refused = records.flatMap((record, index) => createRefusals(refuse?.(record) ?? false, index));
    return { errors: [...findUploadErrors(asked), ...refused], perform: () => stored.push(...records) };
  }

  function createResponse(asked: Asked, key: unknown, failure: Failure | undefined): [number, object] {
    if (apiKey !== undefined && key !== apiKey) return [401, { message: 'The API key is invalid.' }];
    if (typeof failure?.answer === 'number') {
      return [failure.answer, { message: failure.message ?? `Failing with ${failure.answer}.` }];
    }
    const errors =
      failure?.answer === 'refusal' ? ['data.0 is invalid. The record was not expected.'] : asked.errors;
    if (errors.length === 0) return [200, { message: 'success' }];
    return [422, { errors: true, message: 'The input is invalid.', data: errors }];
  }

  const server = createServer((request, response) => {
    // a client that goes away while it is sending is its own affair
    handleRequest(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/interactions`,
    stored,
    deleted,
    uploads,
    get calls() {
      return calls;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createRefusals(refused: boolean | readonly string[], index: number): string[] {
  if (typeof refused === 'boolean') {
    return refused ? [`data.${index} is invalid. The record was not expected.`] : [];
  }
  return refused.map((field) => `data.${index}.${field} is invalid. The attribute was not expected.`);
}

// what is no JSON object holds nothing, which the contract refuses
function parseObject(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
