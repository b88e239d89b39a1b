import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk that can be filled. */
export interface SmallDisk {
  readonly path: string;
  readonly fill: () => void;
  readonly free: () => void;
  readonly remove: () => void;
}

/** Mounts a small disk in memory; `undefined` where that is not allowed. */
export function mountSmallDisk(kilobytes = 256): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'segment-to-miso-disk-'));
  const filler = join(path, 'filler');
  const remove = (): void => {
    rmSync(path, { recursive: true, force: true });
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path], { stdio: 'pipe' });
  } catch {
    remove();
    return undefined;
  }
  return {
    path,
    fill: () => {
      const rest = Buffer.alloc(kilobytes * 1024);
      try {
        writeFileSync(filler, rest);
      } catch {
        // as much of it as there was room for is written
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
