// What it takes of the processor's time to import the ESM build in a fresh process, and to import a module with nothing in
// it.
import { execFileSync } from 'node:child_process';

const EMPTY = new URL('../empty.mjs', import.meta.url).href;
const TIMED = `
  const start = process.cpuUsage();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(start);
  console.log(user + system);
`;

/** The microseconds in each round. */
export function measure({ dist, rounds, warmup }) {
  const measured = Array.from({ length: warmup + rounds }, (_, round) => {
    const inTurn = round % 2 === 0 ? ['ours', 'empty'] : ['empty', 'ours'];
    return Object.fromEntries(inTurn.map((name) => [name, measureImport(name === 'ours' ? dist : EMPTY)]));
  });
  return measured.slice(warmup);
}

function measureImport(module) {
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', TIMED, module]));
}
