import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startRegistry } from './registry.ts';

/** The examples as a user has copied and installed them. */
export interface Copy {
  readonly path: string;
  readonly remove: () => void;
}

/** Copies the examples out of the repository, and runs what their READMEs have before they are used: an install, at least. */
export async function copyExamples(commands: readonly string[] = ['npm install']): Promise<Copy> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'segment-to-miso-examples-')));
  cpSync('examples', path, { recursive: true, filter: (from) => !from.includes('node_modules') });
  const registry = await startRegistry();
  try {
    for (const command of commands) await runIn(path, command, { npm_config_registry: registry.url });
  } finally {
    await registry.close();
  }
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The commands of a README's `sh` blocks, in order. */
export function commandsOf(readme: string): string[] {
  return blocksOf(readme, 'sh');
}

/** The blocks of a README in a language, in order. */
export function blocksOf(readme: string, language: 'js' | 'sh'): string[] {
  const blocks = readFileSync(readme, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'));
  return Array.from(blocks, ([, block]) => block!.trim());
}

/** Runs a shell command in a folder, as a reader of a README would; what it printed. */
export async function runIn(
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
