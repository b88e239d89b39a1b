// @ts-check
// The settings of Kafka, and those of the consumer, from the environment.
import { createEnvironment, flag, matches, secret } from '../environment.mjs';
import { misoSecrets, misoVariables, readMisoSettings } from '../webhook/misoSettings.mjs';

/**
 * @import { SASLOptions } from 'kafkajs'
 * @import { Environment, Variables } from '../environment.mjs'
 */

/**
 * @typedef {object} KafkaSettings
 * @property {string[]} brokers
 * @property {boolean} ssl
 * @property {SASLOptions} [sasl]
 * @property {string} topic Of the events.
 * @property {string} deadLetterTopic
 */

/** @type {Variables[string]} */
const name = [matches(/^[\w.-]{1,249}$/), 'a name of letters, digits, ".", "_" and "-"'];

/** @type {Variables} */
export const kafkaSecrets = { KAFKA_PASSWORD: secret };

/** @type {Variables} */
export const kafkaVariables = {
  KAFKA_BROKERS: [
    matches(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/),
    'host:port, or several with commas between them',
  ],
  KAFKA_TOPIC: name,
  KAFKA_DEAD_LETTER_TOPIC: name,
  KAFKA_TLS: flag,
  KAFKA_USERNAME: secret,
  KAFKA_SASL: [matches(/^(plain|scram-sha-256|scram-sha-512)$/), 'plain, scram-sha-256 or scram-sha-512'],
};

/** @type {Variables} */
const consumerVariables = {
  KAFKA_GROUP: name,
  KAFKA_CONCURRENCY: [matches(/^[1-9]\d?$/), 'a whole number from 1 to 99'],
  // Kafka's own limits
  KAFKA_SESSION_TIMEOUT: [
    (value) => /^\d+$/.test(value) && Number(value) >= 6 && Number(value) <= 300,
    'seconds, from 6 to 300',
  ],
};

/**
 * @param {Environment} environment
 * @returns {KafkaSettings}
 */
export function readKafkaSettings({ read, demand }) {
  const username = read('KAFKA_USERNAME');
  const mechanism = /** @type {'plain'} */ (read('KAFKA_SASL') ?? 'plain');
  return {
    brokers: demand('KAFKA_BROKERS').split(','),
    ssl: read('KAFKA_TLS') === '1',
    ...(username && { sasl: { mechanism, username, password: demand('KAFKA_PASSWORD') } }),
    topic: read('KAFKA_TOPIC') ?? 'segment-events',
    deadLetterTopic: read('KAFKA_DEAD_LETTER_TOPIC') ?? 'segment-dead-letters',
  };
}

/**
 * @param {NodeJS.ProcessEnv} settings
 */
export function readConsumerSettings(settings) {
  const secrets = { ...misoSecrets, ...kafkaSecrets };
  const variables = { ...misoVariables, ...kafkaVariables, ...consumerVariables };
  const environment = createEnvironment(settings, secrets, variables);
  return {
    ...readMisoSettings(environment),
    ...readKafkaSettings(environment),
    group: environment.read('KAFKA_GROUP') ?? 'segment-to-miso',
    concurrency: Number(environment.read('KAFKA_CONCURRENCY') ?? 4),
    sessionTimeout: 1000 * Number(environment.read('KAFKA_SESSION_TIMEOUT') ?? 30),
  };
}
