// the pages that are files outside of docs
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { outerPages } from '../.vitepress/pages.ts';

export default {
  watch: Object.values(outerPages).map((file) => `../../${file}`),
  paths: () =>
    Object.entries(outerPages).map(([path, file]) => ({
      params: { folder: posix.dirname(path), page: posix.basename(path) },
      content: readPage(file),
    })),
};

function readPage(file: string): string {
  const text = readFileSync(file, 'utf8');
  return file.endsWith('.md') ? text : `# ${posix.basename(file)}\n\n\`\`\`js\n${text}\`\`\`\n`;
}
