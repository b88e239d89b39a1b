// The errors that Segment gives to a function: https://segment.com/docs/connections/functions/destination-functions/#errors-and-error-handling

/** The event cannot be taken now: Segment sends it again. */
declare class RetryError extends Error {}

/** The event is of a kind that the function does not take. */
declare class EventNotSupported extends Error {}

/** The event is of a kind that the function takes, and is not usable. */
declare class InvalidEventPayload extends Error {}
