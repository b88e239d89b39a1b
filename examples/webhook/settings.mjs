// @ts-check
// The settings of the receiver on Node, from the environment.
import { createEnvironment, flag, matches, secret } from '../environment.mjs';
import { kafkaSecrets, kafkaVariables, readKafkaSettings } from '../kafka/settings.mjs';
import { misoSecrets, misoVariables, readMisoSettings } from './misoSettings.mjs';

/** @import { Variables } from '../environment.mjs' */

/** @type {Variables} */
const secrets = {
  SEGMENT_SHARED_SECRET: secret,
  SEGMENT_SHARED_SECRET_OLD: secret,
  SEGMENT_SECRET_HEADER: [matches(/^[\w-]+: *[!-~]+$/), 'a header, such as X-Secret:a-long-random-text'],
  ...misoSecrets,
  ...kafkaSecrets,
};

/** @type {Variables} */
const variables = {
  ...misoVariables,
  ...kafkaVariables,
  DEAD_LETTERS: [() => true, 'the path of a file'],
  REFUSE_LISTS: flag,
  HOST: [matches(/^[\w.:-]+$/), 'a host name or an IP address'],
  PORT: [(value) => /^\d{1,5}$/.test(value) && Number(value) < 65_536, 'a whole number from 0 to 65535'],
};

/**
 * @param {NodeJS.ProcessEnv} settings
 */
export function readSettings(settings) {
  const environment = createEnvironment(settings, secrets, variables);
  const { read, demand } = environment;
  const sharedSecret = demand('SEGMENT_SHARED_SECRET');
  const oldSecret = read('SEGMENT_SHARED_SECRET_OLD');
  const [headerName, headerValue] = read('SEGMENT_SECRET_HEADER')?.split(/: */, 2) ?? [];
  return {
    sharedSecrets: oldSecret === undefined ? [sharedSecret] : [sharedSecret, oldSecret],
    ...(headerName && headerValue && { secretHeader: { name: headerName, value: headerValue } }),
    refuseLists: read('REFUSE_LISTS') === '1',
    deadLetters: read('DEAD_LETTERS') ?? 'dead-letters.ndjson',
    hostname: read('HOST'),
    port: Number(read('PORT') ?? 3000),
    readTarget: {
      miso: () => readMisoSettings(environment),
      kafka: () => readKafkaSettings(environment),
    },
  };
}
