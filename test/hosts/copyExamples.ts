import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { startRegistry } from './npmRegistry.ts';

/** The examples as a user has copied and installed them. */
export interface Copy {
  readonly path: string;
  readonly remove: () => void;
}

/** What each README begins with. */
export const INSTALL = 'npm install';

/** Copies the examples as `installExamples.ts` has installed them, and runs the commands of a README that follow. */
export async function copyExamples(commands: readonly string[] = [INSTALL]): Promise<Copy> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'segment-to-miso-examples-')));
  cpSync(inject('installedExamples'), path, { recursive: true, verbatimSymlinks: true });
  const others = commands.filter((command) => command !== INSTALL);
  if (others.length > 0) await runWithRegistry(path, others);
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Copies what the repository has of the examples. */
export function copySources(path: string): void {
  cpSync('examples', path, { recursive: true, filter: (from) => !from.includes('node_modules') });
}

/** Runs commands of which some install the package. */
export async function runWithRegistry(path: string, commands: readonly string[]): Promise<void> {
  const registry = await startRegistry();
  try {
    for (const command of commands) await runCommand(path, command, { npm_config_registry: registry.url });
  } finally {
    await registry.close();
  }
}

/** The commands of a README's `sh` blocks, in order. */
export function readCommands(readme: string): string[] {
  return readCodeBlocks(readme, 'sh');
}

/** The blocks of a README in a language, in order. */
export function readCodeBlocks(readme: string, language: 'js' | 'sh'): string[] {
  const blocks = readFileSync(readme, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'));
  return Array.from(blocks, ([, block]) => block!.trim());
}

/** Runs a shell command in a folder, as a reader of a README would; what it printed. */
export async function runCommand(
  path: string,
  command: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<{ stdout: string; stderr: string }> {
  // without its settings, which bash reads where its input is a socket, as it is from here, and SHLVL is not set
  return promisify(execFile)('bash', ['--norc', '-euc', command], {
    cwd: path,
    env: { ...process.env, ...environment },
    maxBuffer: 2 ** 26,
  });
}
