// Runs each task in processes of its own: the compiler and the heap have seen no other task, and several processes show what
// differs from one to the next (when code is compiled, and where it lies in memory).
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));

/** What the task measured, process by process and round by round. */
export async function runTask({ module, processes, options }) {
  const { flags = [] } = await import(`./tasks/${module}.mjs`);
  const runs = [];
  for (let number = 0; number < processes; number++) runs.push(await runOnce(module, options, flags));
  return runs;
}

function runOnce(module, options, execArgv) {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, [module, JSON.stringify(options)], { execArgv });
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the task ${module} failed (exit code ${code})`)));
  });
}
