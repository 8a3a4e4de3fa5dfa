import { Client, fetchExchange } from '@urql/core';
import { MeQuery } from './me.query';
import type { ResultOf } from '../graphql/tada';
import { fetchInTime } from './fetch-in-time';

export type SignedInUser = NonNullable<ResultOf<typeof MeQuery>['me']>;

/** The signed-in user, if any; undefined when no answer came. */
export type WhoIsSignedIn = ResultOf<typeof MeQuery> | undefined;

/** The channel on which the pages of a browser tell each other that somebody has signed in or out. */
export const otherPages = new BroadcastChannel('nissmart-session');

// This file is small and the first to run, see build/pages.ts: the server is asked who is signed in while the rest of the
// dashboard is still on its way.
let answer = ask();
// Listens until the session does.
otherPages.onmessage = () => {
  answer = ask();
};

/** Returns the answer to the first question of the page, who is signed in. It was sent before anything else had loaded. */
export async function earlyAnswer(): Promise<WhoIsSignedIn> {
  return answer;
}

/** Asks without naming a user, and only once: when no answer comes, the session asks again. */
async function ask(): Promise<WhoIsSignedIn> {
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetch: fetchInTime,
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [fetchExchange],
  });
  const { data, error } = await client.query(MeQuery, {}).toPromise();
  return error ? undefined : data;
}
