// @ts-check
// The settings of what calls Miso.
import { flag, matches, secret } from '../environment.mjs';

/**
 * @import { Environment, Variables } from '../environment.mjs'
 * @import { DeliverySettings } from './misoTarget.mjs'
 */

/** @type {Variables} */
export const misoSecrets = { MISO_API_KEY: secret };

/** @type {Variables} */
export const misoVariables = {
  MISO_URL: [(value) => matches(/^https?:/)(value) && URL.canParse(value), 'an http or https URL'],
  MISO_DRY_RUN: flag,
  KEEP_SKIPPED: flag,
  REFUSE_DELETIONS: flag,
};

/**
 * @param {Environment} environment
 * @returns {DeliverySettings}
 */
export function readMisoSettings({ read, demand }) {
  const url = read('MISO_URL');
  const dryRun = read('MISO_DRY_RUN') === '1';
  return {
    miso: { apiKey: demand('MISO_API_KEY'), dryRun, ...(url && { url }) },
    // Miso documents a dry run for uploads only
    refuseDeletions: dryRun || read('REFUSE_DELETIONS') === '1',
    keepSkipped: read('KEEP_SKIPPED') === '1',
  };
}
