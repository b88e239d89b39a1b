// @ts-check
// How far it is: a bar on a terminal, elsewhere a line now and then; both on standard error.
import { SingleBar } from 'cli-progress';

/**
 * @import { InputFile } from './inputFile.mjs'
 * @import { Position } from './input.mjs'
 */

const RATE = '{events} events, {rate} a second';
const BAR = process.stderr.isTTY ? '[{bar}] ' : '';

/**
 * @param {readonly InputFile[]} files
 * @param {Position} done
 */
export function startProgress(files, done) {
  /** @type {(file: number, read: number) => number} */
  const sizeUpTo = (file, read) => files.slice(0, file).reduce((sum, { size }) => sum + size, read);
  const isSizeKnown = files.every(({ name }) => name !== '-');
  const bar = new SingleBar({
    format: isSizeKnown ? `${BAR}{percentage} %, ${RATE}, {eta_formatted} left{trouble}` : `${RATE}{trouble}`,
    barsize: 20,
    etaBuffer: 50,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  const start = performance.now();
  let events = 0;
  bar.start(sizeUpTo(files.length, 0), sizeUpTo(done.file, done.bytes), { events, rate: 0, trouble: '' });
  return {
    /**
     * @param {number} file
     * @param {number} read How much of it, as it is stored.
     * @param {number} more How many events are done since the last time.
     */
    update: (file, read, more) => {
      events += more;
      const rate = Math.round((1000 * events) / (performance.now() - start));
      bar.update(sizeUpTo(file, read), { events, rate, trouble: '' });
    },
    /**
     * @param {string} trouble Why it does not continue.
     */
    trouble: (trouble) => bar.update({ trouble: ` (${trouble}; trying again)` }),
    stop: () => bar.stop(),
  };
}
