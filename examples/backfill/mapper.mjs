// @ts-check
// Rules of your own go into createMapper: docs/your-own-events.md.
import { createMapper } from 'segment-to-miso';

export const { map } = createMapper();
