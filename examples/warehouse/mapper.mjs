// @ts-check
// The mapper of the warehouse. Rules of your own: export `map` of a createMapper instead (docs/custom-events.md).
export { mapSegmentEvent as map } from 'segment-to-miso';
