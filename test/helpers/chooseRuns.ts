const given = process.env['RUNS'];

/** How often a property is tried: as often as its test says, or as `RUNS` says for all. */
export function chooseRuns(usual: number): number {
  return given === undefined ? usual : Number(given);
}

/** Whether time is short, as where the tests run for each mutant: then inputs are not large. */
export const isShort = given !== undefined && Number(given) < 1000;
