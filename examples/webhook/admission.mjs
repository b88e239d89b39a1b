// @ts-check
// Bounds how much is in flight, so that memory and the time of a response are bounded.
import { HTTPException } from 'hono/http-exception';

/** What a request costs beside its body, as many small ones take memory too. */
const REQUEST_BYTES = 16_384;

/**
 * Creates a middleware that answers 503 immediately when too much is in flight.
 *
 * @param {number} maxBytes How large a body may be.
 * @param {number} maxBytesInFlight
 * @returns {import('hono').MiddlewareHandler}
 */
export function createAdmission(maxBytes, maxBytesInFlight) {
  let free = maxBytesInFlight;
  return async (context, next) => {
    // a body without a length may be as large as any
    const length = Math.min(Number(context.req.header('content-length') ?? maxBytes), maxBytes);
    const cost = REQUEST_BYTES + length;
    // never all that is free, so that a flood of large bodies leaves room for small ones
    if (cost > free / 2) {
      throw new HTTPException(503, { message: 'Too much is in flight.' });
    }
    free -= cost;
    try {
      await next();
    } finally {
      free += cost;
    }
  };
}
