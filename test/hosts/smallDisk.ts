import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of 256 kB that can be filled. */
export interface SmallDisk {
  readonly path: string;
  readonly fill: () => void;
  readonly free: () => void;
  readonly remove: () => void;
}

/** Mounts a small disk in memory; `undefined` where that is not allowed. */
export function mountSmallDisk(): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'segment-to-miso-disk-'));
  const filler = join(path, 'filler');
  const remove = (): void => {
    rmSync(path, { recursive: true, force: true });
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    remove();
    return undefined;
  }
  return {
    path,
    fill: () => {
      for (let pages = 64; pages > 0; pages--) {
        try {
          writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
        } catch {
          return;
        }
      }
    },
    free: () => {
      rmSync(filler, { force: true });
    },
    remove: () => {
      execFileSync('umount', ['--lazy', path]);
      remove();
    },
  };
}
