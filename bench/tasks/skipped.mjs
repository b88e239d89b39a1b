// Calls that are not for Miso: track calls by 40 names that recur and that the table does not have, and `identify` and
// `page` calls, beside JSON.parse of the same call.
import assert from 'node:assert/strict';
import { contender, contest } from '../contest.mjs';
import { batchesOf, eventSource } from '../payloads.mjs';

export async function measure({ dist, ...options }) {
  const { mapSegmentEvent } = await import(dist);
  const { unmapped, identify, page } = eventSource(4);
  const batches = { unmapped: batchesOf(unmapped), identify: batchesOf(identify), page: batchesOf(page) };
  for (const text of Object.values(batches).flat(2)) {
    assert.equal(mapSegmentEvent(JSON.parse(text)).status, 'skipped');
  }
  return contest([await contender('ours', mapSegmentEvent)], batches, options);
}
