import { expect, test } from '@jest/globals';
import { Client, fetchExchange, gql } from '@urql/core';
import { makeAskAgainExchange } from '../../../../dashboard/src/app/client/ask-again';
import { makeCacheExchange } from '../../../../dashboard/src/app/client/cache';

const MeQuery = gql<{ me: { id: string } }>('{ me { id } }');

test('What was answered with nothing but an error is asked again by whoever asks next, while others show that error', async () => {
  const answers: (() => Promise<Response>)[] = [
    async () => Promise.reject(new Error('gone')),
    async () => Promise.resolve(Response.json({ data: { me: { __typename: 'User', id: 'u1' } } })),
  ];
  const client = new Client({
    url: 'http://nissmart.test/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: async () => {
      const answer = answers.shift();
      if (!answer) throw new Error('It was asked too often');
      return answer();
    },
    exchanges: [makeAskAgainExchange(), makeCacheExchange(), fetchExchange],
  });
  const failed = Promise.withResolvers<undefined>();
  const shown: unknown[] = [];
  const page = client.query(MeQuery, {}).subscribe(({ data, error }) => {
    shown.push(data ?? error?.message);
    if (error) failed.resolve(undefined);
  });
  await failed.promise;

  const { data } = await client.query(MeQuery, {}).toPromise();
  expect(data).toMatchObject({ me: { id: 'u1' } });
  expect(shown[0]).toBe('[Network] gone');
  expect(shown.at(-1)).toEqual(data);
  page.unsubscribe();
});
