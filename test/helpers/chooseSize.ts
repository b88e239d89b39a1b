/** `npm run trials` sets it. */
const isTrial = process.env['TRIALS'] !== undefined;

/** How much a trial does: minutes of work in `npm run trials`, seconds in `npm run test:full`. */
export function chooseSize(short: number, long: number): number {
  return isTrial ? long : short;
}
