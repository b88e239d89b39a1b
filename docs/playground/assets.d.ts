// what scripts/playground.mjs puts into the bundle

declare module '*.ndjson' {
  const text: string;
  export default text;
}

/** The worker, bundled: as a text, since a worker from a `blob:` URL is held to the page's own policy. */
declare const WORKER_SOURCE: string;
