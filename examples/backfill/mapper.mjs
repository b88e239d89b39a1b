// @ts-check
// Rules of your own go into createMapper: docs/custom-events.md.
import { createMapper } from 'segment-to-miso';

export const { map } = createMapper();
