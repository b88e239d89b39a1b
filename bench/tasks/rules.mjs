// A mapper with 500 rules of the user's against one with none, on events of the canonical table. Each has a copy of the
// library to itself, as a process has one mapper: what the compiler learns of one must not count for the other.
import { contender, contest } from '../contest.mjs';
import { BATCHES } from '../batches.mjs';

const RULES = Array.from({ length: 500 }, (_, index) => [`Custom Event ${index} Happened`, 'click']);

export async function measure({ dist, ...options }) {
  const [plain, { createMapper: createDefault }, { createMapper }] = await Promise.all(
    ['plain', 'default', 'rules'].map((name) => import(`${dist}?for=${name}`)),
  );
  const contenders = await Promise.all([
    contender('mapSegmentEvent', plain.mapSegmentEvent),
    contender('default', createDefault().map),
    contender('rules', createMapper({ events: Object.fromEntries(RULES) }).map),
  ]);
  return contest(contenders, BATCHES.payloads(), options);
}
