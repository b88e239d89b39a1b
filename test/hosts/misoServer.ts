import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { findUploadErrors } from '../contract/misoErrors.ts';

/** A stand-in for Miso's API: it takes what Miso's contract takes, and fails on command. */
export interface Miso {
  /** Where the interactions go. */
  readonly url: string;
  /** Every record that was stored, in order; one that was sent twice is there twice. */
  readonly stored: unknown[];
  /** The users who were erased, in order. */
  readonly deleted: string[];
  /** How many calls have come. */
  readonly calls: number;
  readonly close: () => Promise<void>;
}

/** How one call fails. */
export interface Failure {
  /** A status; `refusal`: a 422 for the first record, whatever it is; `none`: never; `cut`: the connection ends instead. */
  readonly answer: number | 'refusal' | 'none' | 'cut';
  /** Whether Miso has done what was asked all the same. */
  readonly done?: boolean;
}

export interface MisoOptions {
  /** The key that is right; any, unless given. */
  readonly apiKey?: string;
  /** How a call fails, by its number from 1; not at all unless it says so. */
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

export async function startMiso({ apiKey, fail, refuse }: MisoOptions = {}): Promise<Miso> {
  const stored: unknown[] = [];
  const deleted: string[] = [];
  let calls = 0;

  async function handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    calls++;
    const failure = fail?.(calls);
    const asked = parseRequest(request.method, await text(request));
    if (failure?.done === true && asked.errors.length === 0) asked.perform();
    if (failure?.answer === 'none') return;
    if (failure?.answer === 'cut') {
      request.socket.destroy();
      return;
    }
    const [status, said] = createResponse(asked, request.headers['x-api-key'], failure?.answer);
    // data is checked and not stored
    const isDryRun = new URL(request.url ?? '', 'http://miso').searchParams.get('dry_run') === '1';
    if (status === 200 && !isDryRun) asked.perform();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
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
    const refused = records.flatMap((record, index) => createRefusals(refuse?.(record) ?? false, index));
    return { errors: [...findUploadErrors(asked), ...refused], perform: () => stored.push(...records) };
  }

  function createResponse(
    asked: Asked,
    key: unknown,
    failing: number | 'refusal' | undefined,
  ): [number, object] {
    if (apiKey !== undefined && key !== apiKey) return [401, { message: 'The API key is invalid.' }];
    if (typeof failing === 'number') return [failing, { message: `Failing with ${failing}.` }];
    const errors = failing === 'refusal' ? ['data.0 is invalid. The record was not expected.'] : asked.errors;
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
