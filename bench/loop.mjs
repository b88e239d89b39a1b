// The timed loop. Each contender imports its own copy (`loop.mjs?for=NAME`): V8 keeps what it learned about a call with the
// code that makes it, and one loop for all would never learn which function it calls.

export function mapAll(map, events, results) {
  for (let index = 0; index < events.length; index++) results[index] = map(events[index]);
}
