import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A project of a user's, with the package installed as npm would publish it. */
export interface Project {
  readonly path: string;
  /** The files that npm would publish. */
  readonly published: readonly string[];
  /** The text of a file of the installed package. */
  readonly installed: (file: string) => string;
  /** Writes a file of the project; its path. */
  readonly write: (name: string, text: string) => string;
  readonly remove: () => void;
}

interface Archive {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the package as built, and installs the archive in a new project, without a registry. */
export function installPackage(): Project {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'segment-to-miso-')));
  const write = (name: string, text: string): string => {
    const file = join(path, name);
    writeFileSync(file, text);
    return file;
  };
  write('package.json', JSON.stringify({ name: 'consumer', private: true }));
  const packed = runNpm(['pack', '--ignore-scripts', '--json', '--pack-destination', path], resolve('.'));
  const [archive]: [Archive] = JSON.parse(packed);
  runNpm(['install', '--offline', '--no-audit', '--no-fund', join(path, archive.filename)], path);
  return {
    path,
    published: archive.files.map((file) => file.path),
    installed: (file) => readFileSync(join(path, 'node_modules/segment-to-miso', file), 'utf8'),
    write,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function runNpm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
}
