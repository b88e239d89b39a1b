// Orders of 1,000 products and of 10: as many products of either in a round.
import { contender, contest } from '../contest.mjs';
import { eventSource } from '../payloads.mjs';

const BATCHES = 5;

export async function measure({ dist, ...options }) {
  const { mapSegmentEvent } = await import(dist);
  const { order } = eventSource(5);
  const orders = (products, count) =>
    Array.from({ length: BATCHES }, () =>
      Array.from({ length: count }, () => JSON.stringify(order(products))),
    );
  // one of the two large orders, and half of the small ones, are the lead-in
  const batches = { 'of 10': orders(10, 200), 'of 1,000': orders(1000, 2) };
  return contest([await contender('ours', mapSegmentEvent)], batches, { ...options, leadIn: 0.5 });
}
