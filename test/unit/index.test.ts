import { expect, test } from 'vitest';
import * as library from '../../src/index.ts';

test('the public surface is this list', () => {
  expect(Object.keys(library).sort()).toStrictEqual([
    'ECOMMERCE_EVENTS',
    'ISSUE_CODES',
    'MISO_INTERACTION_TYPES',
    'canonicalMapping',
    'createMapper',
    'explainUploadError',
    'extendedRules',
    'mapSegmentEvent',
    'suggestRules',
    'toUploadBodies',
    'validateInteraction',
    'videoRules',
    'withSchema',
  ]);
});
