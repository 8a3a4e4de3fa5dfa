/** Stands in a request for the idempotency key, which each sending of it has anew. */
export const KEY = '{{key}}';

/** A request that a load generator sends again and again, with another key each time where it has a place for one. */
export interface RequestTemplate {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A load: so many connections, each of which sends its next request when the last one is answered. */
export interface HttpLoad {
  readonly address: string;
  readonly connections: number;
  readonly seconds: number;
  /** Sent in turns. */
  readonly requests: readonly RequestTemplate[];
  /** True where a refusal for load (UNAVAILABLE) is counted, apart from the answers; else it is a failure like any other. */
  readonly countRefusals?: boolean;
}

/**
 * Opens each connection before the load begins. A server accepts one at a time, and with work to do in between the last of
 * them would wait for seconds.
 */
export const OPENING: RequestTemplate = { method: 'GET', path: '/health/live', headers: {}, body: '' };

/** The result of a load generator. */
export interface HttpLoadResult {
  /** Answers that came while every connection was busy. */
  readonly answers: number;
  /** The time that they came in. */
  readonly seconds: number;
  /** All answers of the load, those before and after that time included. */
  readonly allAnswers: number;
  readonly latenciesMs: readonly number[];
  /** Refusals for load, which are no answers. */
  readonly refused: number;
}

const KEY_DIGITS = 12;

/** Makes the start of the keys of one load; a number of so many digits follows. */
export function newKeyStart(): { start: string; digits: number } {
  return { start: `${crypto.randomUUID().slice(0, 13)}-`, digits: KEY_DIGITS };
}

/** @throws Error when an answer is no success, or GraphQL reports an error in it. */
export function assertNoFailures(failures: number, first: string): void {
  if (failures > 0) throw new Error(`${String(failures)} requests failed, such as ${first.slice(0, 500)}`);
}

/** True for an answer that a load must not have: a load of refusals measures something else. */
export function isFailure(status: number, body: string): boolean {
  return status >= 300 || body.includes('"errors"');
}

/** True for an answer that says that nothing happened, and that the same may be asked for again. */
export function isRefusal(body: string): boolean {
  return body.includes('"UNAVAILABLE"');
}

/** Writes a request as bytes of HTTP/1.1 for a key of so many characters. */
export function onTheWire(request: RequestTemplate, address: string, keyLength: number): string {
  const { method, path, headers, body } = request;
  const keyGrowth = body.includes(KEY) ? keyLength - KEY.length : 0;
  const lines = Object.entries({
    host: new URL(address).host,
    ...headers,
    'content-length': String(Buffer.byteLength(body) + keyGrowth),
  }).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n');
}
