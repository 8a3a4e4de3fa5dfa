import { subscriptionExchange, type Exchange } from '@urql/core';

/** The silence after which a stream counts as broken. The server sends something, if only a comment, every 15 seconds. */
const SILENCE_MAX_MS = 40_000;

/**
 * Subscriptions, each on a stream of its own. A stream that breaks ends with an error: whoever subscribed knows best where to
 * go on.
 *
 * @param headers Of every request.
 */
export function makeLiveExchange(headers: Readonly<Record<string, string>>): Exchange {
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => {
        let over = false;
        let hangUp = () => {
          over = true;
        };
        // Loaded later: no page needs it to be drawn.
        import('graphql-sse').then(({ createClient }) => {
          if (over) return;
          const client = createClient({
            url: '/graphql/stream',
            retryAttempts: 0,
            credentials: 'same-origin',
            headers,
            fetchFn: fetchWhileAlive,
          });
          hangUp = client.subscribe<Record<string, unknown>, Record<string, unknown>>(
            { query, variables },
            {
              next: (result) => sink.next(result),
              complete: () => sink.complete(),
              error: (error: unknown) => void refusalIn(error).then((refusal) => sink.error(refusal)),
            },
            // Reports an accepted stream at once: one that missed nothing may have nothing to tell for long.
            { connected: () => sink.next({ data: null }) },
          );
          // Loading the module can fail like any request.
        }, sink.error);
        return { unsubscribe: () => hangUp() };
      },
    }),
  });
}

/** Returns the server's answer when it refused the stream, or the error itself when there was no answer. */
async function refusalIn(error: unknown): Promise<unknown> {
  const response = error instanceof Error && 'response' in error ? error.response : undefined;
  if (!(response instanceof Response)) return error;
  const answer: unknown = await response.json().catch(() => undefined);
  return typeof answer === 'object' && answer !== null && 'errors' in answer ? answer.errors : error;
}

/** Fetches, and fails once the answer has gone silent; otherwise a lost network goes unnoticed for minutes. */
async function fetchWhileAlive(input: string, init: RequestInit): Promise<Response> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
  };
  const signal = init.signal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
  signal.addEventListener('abort', () => clearTimeout(timer));
  heard();
  const response = await fetch(input, { ...init, signal });
  const watched = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        heard();
        controller.enqueue(chunk);
      },
      flush: () => clearTimeout(timer),
    }),
  );
  return new Response(watched, response);
}
