import { v4, v7 } from 'uuid';
import { Answer } from '../support/answer.js';
import type { Client } from '../support/api.js';
import { LiveStream } from '../support/live.js';
import type { Asked } from './asked.js';
import type { Caller, Own } from './callers.js';

/** An answer as a row of expectations writes it, and the status that it came with. */
export interface Heard {
  readonly mark: string;
  readonly status: number;
  readonly text: string;
}

const MARKS: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'U',
  FORBIDDEN: 'F',
  CONFIRMATION_REQUIRED: 'C',
  NOT_FOUND: 'N',
  // Faults, and mistakes of this test.
  INTERNAL_SERVER_ERROR: '!',
  GRAPHQL_VALIDATION_FAILED: '!',
  GRAPHQL_PARSE_FAILED: '!',
};

function markOf(code: unknown): string {
  return MARKS[String(code)] ?? '+';
}

/** Replaces the placeholders of a request. */
export type Fill = (text: string) => string;

export function filling(
  object: 'own' | 'other' | 'missing',
  { of }: Pick<Asked, 'of'>,
  caller: Caller,
  victim: Own,
  sink: string,
): Fill {
  const missing = v7();
  const from = object === 'own' ? caller.own : object === 'other' ? victim : undefined;
  const id = (of && from?.[of]) ?? missing;
  const user = (from ?? victim).user;
  return (text) =>
    text
      .replaceAll('ID"', `${id}"`)
      .replace(/\bID\b/g, id)
      .replace(/\bUSER\b/g, user)
      .replace(/\bSINK\b/g, sink)
      .replace(/\bKEY\b/g, v4())
      .replace(/\bWHY\b/g, object === 'missing' ? 'Because' : '');
}

/** Over `/graphql`. */
export async function byGraphql(
  { client, readsOnly }: Caller,
  coordinate: string,
  document: string,
): Promise<Heard> {
  const [type = '', field = ''] = coordinate.split('.');
  const answer = await client.graphql(`${type.toLowerCase()} { ${document} }`);
  const code = answer.at('errors.0.extensions.code');
  // A token that may only read is refused a mutation before anything of it is executed.
  const refused = readsOnly && type === 'Mutation';
  if (answer.status !== (refused ? 403 : 200)) return { mark: '!', status: answer.status, text: '' };
  const nothing = code === undefined && answer.at(`data.${field}`) === null;
  return {
    mark: nothing ? '0' : code === undefined ? '+' : markOf(code),
    status: answer.status,
    text: JSON.stringify(answer.body ?? null),
  };
}

/** Over `/graphql/stream`: the first that is heard. */
export async function byStream(client: Client, document: string, method: 'GET' | 'POST'): Promise<Heard> {
  const stream = await LiveStream.open(client, `subscription { ${document} }`, {}, { method });
  const first = await stream.next();
  stream.kill();
  const error: unknown = first?.data?.errors?.[0];
  const code = (error as { extensions?: { code?: unknown } } | undefined)?.extensions?.code;
  return {
    mark: code === undefined ? (first ? '+' : '!') : markOf(code),
    status: stream.response.status,
    text: JSON.stringify(first ?? null),
  };
}

const STATUSES: Readonly<Record<string, number>> = { U: 401, F: 403, C: 403, N: 404 };

export async function byRest(client: Client, route: string, body?: object): Promise<Heard> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await Answer.of(
    await client.fetch(path, {
      method,
      headers: {
        'idempotency-key': v4(),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
  const refused = answer.status >= 400;
  const mark = refused ? markOf(answer.at('code')) : '+';
  const right = STATUSES[mark] === undefined || STATUSES[mark] === answer.status;
  return {
    mark: right ? mark : `${mark} ${answer.status}`,
    status: answer.status,
    text: JSON.stringify(answer.body ?? null),
  };
}
