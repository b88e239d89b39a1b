import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The receiver, in a process of its own. */
export interface Receiver {
  readonly url: string;
  /** What it has printed. */
  readonly log: () => string;
  readonly pid: number;
  /** Ends it immediately, as a crash does. */
  readonly kill: () => Promise<void>;
  /** Sends SIGTERM to the command, and not to what it has started; resolves to its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts the receiver of an installed copy, by the command that its README gives or another; waits until it says that it listens. */
export async function startReceiver(
  path: string,
  environment: NodeJS.ProcessEnv,
  command = 'exec node webhook/server.mjs',
  ready = /http:\/\/localhost:(\d+)\//,
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
        const found = ready.exec(log);
        if (found !== null) resolve(`http://127.0.0.1:${found[1]}/`);
      });
    }
    child.once('exit', (code) => {
      reject(new Error(`The receiver has ended with ${code}: ${log}`));
    });
  });
  async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(pid, signal);
    await ended;
  }

  return {
    url: await address,
    log: () => log,
    pid: child.pid!,
    kill: () => end(-child.pid!, 'SIGKILL'),
    stop: async () => {
      await end(child.pid!, 'SIGTERM');
      return child.exitCode;
    },
  };
}
