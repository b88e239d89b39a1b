// @ts-check
// Counters for Prometheus.
import { collectDefaultMetrics, Counter, Histogram, register } from 'prom-client';

/** @import { LogEntry } from './app.mjs' */

export function createMetrics() {
  collectDefaultMetrics();
  const requests = new Histogram({
    name: 'webhook_request_duration_seconds',
    help: 'Requests of Segment, by the status of the response',
    labelNames: ['status'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  });
  const events = new Counter({
    name: 'webhook_events_total',
    help: 'Events of answered requests, by their outcome and the reason',
    labelNames: ['outcome', 'reason'],
  });

  return {
    /** @param {LogEntry} entry */
    count({ status, ms, counts = {} }) {
      requests.observe({ status }, ms / 1000);
      for (const [name, count] of Object.entries(counts)) {
        const [outcome = '', reason = ''] = name.split(' ');
        events.inc({ outcome, reason }, count);
      }
    },
    contentType: register.contentType,
    /** What Prometheus scrapes. */
    print: () => register.metrics(),
  };
}
