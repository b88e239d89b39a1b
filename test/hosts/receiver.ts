import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The receiver, in a process of its own. */
export interface Receiver {
  readonly url: string;
  /** What it has printed. */
  readonly log: () => string;
  /** Ends it at once, as a crash does. */
  readonly kill: () => Promise<void>;
  /** Asks it to end; the code it ends with. */
  readonly stop: () => Promise<number | null>;
}

/** Starts the receiver of an installed copy, by the command that its README gives or another; waits until it listens. */
export async function startReceiver(
  path: string,
  environment: NodeJS.ProcessEnv,
  command = 'exec node webhook/server.mjs',
): Promise<Receiver> {
  // a group of its own, as a command may start others
  const child = spawn('bash', ['--norc', '-euc', command], {
    cwd: path,
    env: { ...process.env, PORT: '0', ...environment },
    detached: true,
  });
  let log = '';
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        const found = /http:\/\/localhost:(\d+)\//.exec(log);
        if (found !== null) resolve(`http://127.0.0.1:${found[1]}/`);
      });
    }
    child.once('exit', () => {
      reject(new Error(`The receiver has ended: ${log}`));
    });
  });
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid!, signal);
    await ended;
  }

  return {
    url: await address,
    log: () => log,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      return child.exitCode;
    },
  };
}
