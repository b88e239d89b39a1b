// The page on npm leads to the sources, the guides and the issues by these; its relative links need the repository.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const missing = ['repository', 'homepage', 'bugs'].filter((key) => !manifest[key]);
if (missing.length > 0) {
  console.error(
    `package.json must have ${missing.join(', ')} before a release: https://docs.npmjs.com/files/package.json`,
  );
  process.exit(1);
}
