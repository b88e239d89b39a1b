// @ts-check
// Bounds the size of a body and how much is in flight, and so the memory and the time of a response.
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';

/** What a request costs beside its body, as many small ones take memory too. */
const REQUEST_BYTES = 16_384;

/**
 * Creates a middleware that answers 413 to a body that is too large, and 503 when too much is in flight.
 *
 * @param {number} maxBytes
 * @param {number} maxBytesInFlight
 * @returns {import('hono').MiddlewareHandler}
 */
export function createAdmission(maxBytes, maxBytesInFlight) {
  let free = maxBytesInFlight;
  const refuse = () => {
    throw new HTTPException(413, { message: `The request has more than ${maxBytes} bytes.` });
  };
  const countBytes = bodyLimit({ maxSize: maxBytes, onError: refuse });

  return async (context, next) => {
    const length = context.req.header('content-length');
    if (Number(length) > maxBytes) refuse();
    // a body without a length may be as large as any
    const cost = REQUEST_BYTES + Number(length ?? maxBytes);
    if (cost > free) throw new HTTPException(503, { message: 'Too much is in flight.' });
    free -= cost;
    try {
      // a body with a length needs no counting, which is slow
      return await (length === undefined ? countBytes(context, next) : next());
    } finally {
      free += cost;
    }
  };
}
