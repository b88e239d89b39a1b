import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';

export interface LoadResult {
  readonly status: number;
  readonly seconds: number;
  /** When it arrived, as `performance.now()` says. */
  readonly end: number;
}

/** A body and its signature. */
export type Signed = readonly [body: Buffer, signature: string];

/** Sends each body, over so many connections, until it is accepted; about a second passes after a 503. Returns all responses. */
export async function sendLoad(
  url: string,
  bodies: readonly Signed[],
  connections: number,
): Promise<LoadResult[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const responses: LoadResult[] = [];
    const sendUntilAccepted = async (body: Signed): Promise<void> => {
      for (;;) {
        const response = await sendOne(url, body, agent);
        responses.push(response);
        // Segment sends again what got no response too: the server may close before it has read a body that it refuses
        if (response.status !== 503 && response.status !== 0) return;
        await pause(500 + 1000 * Math.random());
      }
    };
    await pMap(bodies, sendUntilAccepted, { concurrency: connections });
    return responses;
  } finally {
    agent.destroy();
  }
}

async function sendOne(url: string, [body, signature]: Signed, agent: Agent): Promise<LoadResult> {
  const start = performance.now();
  const finish = (status: number): LoadResult => {
    const end = performance.now();
    return { status, seconds: (end - start) / 1000, end };
  };
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-signature': signature,
  };
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => {
        resolve(finish(response.statusCode ?? 0));
      });
    });
    sent.on('error', () => {
      resolve(finish(0));
    });
    sent.end(body);
  });
}

/** The processor time of a process so far, in seconds. */
export function readProcessorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  // in hundredths, as everywhere on Linux
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The most memory that a process has had so far, in megabytes. */
export function readPeakMegabytes(pid: number): number {
  const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}
