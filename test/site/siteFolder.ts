import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the site is, once a test has built it. */
    readonly siteFolder: string;
  }
}

/** A folder for the site, which the first test that needs it builds. */
export default function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'segment-to-miso-site-'));
  provide('siteFolder', folder);
  return () => {
    rmSync(folder, { recursive: true });
  };
}
