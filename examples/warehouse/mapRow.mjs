// @ts-check
// What the function in the warehouse runs. `build.mjs` puts it into SQL.
import { map } from './mapper.mjs';
import { parseJson, readRow } from './row.mjs';

/**
 * Maps a row.
 *
 * @param {string} json The row as JSON.
 * @returns {string} The result as JSON.
 */
export function mapRow(json) {
  return JSON.stringify(map(readRow(parseJson(json))));
}
