import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import buildPackage from '../helpers/buildPackage.ts';
import { INSTALL, runWithRegistry, copySources } from './copyExamples.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder where the examples are installed, for `copyExamples` to copy. */
    readonly installedExamples: string;
  }
}

/** Installs the examples once, as each of their READMEs begins; a test of them gets a copy. */
export default async function installExamples(project: TestProject): Promise<() => void> {
  buildPackage();
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'segment-to-miso-examples-')));
  copySources(path);
  await runWithRegistry(path, [INSTALL]);
  project.provide('installedExamples', path);
  return () => {
    rmSync(path, { recursive: true, force: true });
  };
}
