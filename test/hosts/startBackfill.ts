import { spawn, type ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** How a command has ended, and what it has printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the backfill of an installed copy; without an input, its standard input stays open. */
export function startBackfill(
  path: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  input: string | Buffer | null = '',
): Running {
  const child = spawn(process.execPath, ['backfill/backfill.mjs', ...args], {
    cwd: path,
    env: { PATH: process.env['PATH'], ...environment },
  });
  child.stdin.on('error', () => {
    // it may end before it has read all
  });
  if (input !== null) child.stdin.end(input);
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]).then(([stdout, stderr, code]) => ({ code, stdout, stderr }));
  return { child, ended };
}

/** An event that can be told from all others by what is made of it: Miso's `context.locale` is that of Segment. */
export function addMark(event: unknown, mark: string): unknown {
  const { context, ...others } = event as { context?: object };
  return { ...others, context: { ...context, locale: mark } };
}

/** The mark of an interaction. */
export function getMark(interaction: unknown): string {
  return (interaction as { context: { locale: string } }).context.locale;
}

/** How often each is there. */
export function countOccurrences(values: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
