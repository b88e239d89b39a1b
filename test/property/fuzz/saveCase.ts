import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { FailingCase } from './runTask.ts';

/** Writes a case to a file of its own; the same case to the same file, whose path it gives. */
export async function saveCase(failing: FailingCase, folder: string): Promise<string> {
  const { property, options, event } = failing;
  const hash = createHash('sha256').update(JSON.stringify({ options, event })).digest('hex');
  const file = `${folder}/${property.replace(/\W+/g, '-')}-${hash.slice(0, 8)}.json`;
  // only for a case, as it takes a while to load
  const { format, resolveConfig } = await import('prettier');
  const config = await resolveConfig('test/property/regressions/case.json');
  writeFileSync(file, await format(JSON.stringify(failing), { ...config, parser: 'json' }));
  return file;
}
