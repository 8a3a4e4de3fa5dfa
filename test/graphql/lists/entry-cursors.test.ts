import { expect, test } from '@jest/globals';
import { useApi } from '../../support/api.js';

const api = useApi();

/** A cursor that only the entries of a treasury with shards have. */
const MERGED = Buffer.from('entry s2.7').toString('base64url');

test.each(['after', 'before'])(
  'When a cursor of merged entries comes as %s of a list that has none, then the request is told so, with a filter and in statements too',
  async (field) => {
    const saver = await api.customer();
    const id = await saver.wallet({ balance: '5.00' });
    for (const [query, path] of [
      [`{ wallet(id: "${id}") { entries(${field}: "${MERGED}") { nodes { id } } } }`, 'wallet.entries'],
      [
        `{ wallet(id: "${id}") { entries(${field}: "${MERGED}", filter: { type: [DEPOSIT] }) { nodes { id } } } }`,
        'wallet.entries',
      ],
      [
        `{ statement(walletId: "${id}", from: "2020-01-01T00:00:00Z", to: "2090-01-01T00:00:00Z") {
          entries(${field}: "${MERGED}") { nodes { id } } } }`,
        'statement.entries',
      ],
    ] as const) {
      const answer = await saver.graphql(query);
      expect(answer.at('errors.0')).toMatchObject({
        message: `${field} is not a cursor of this list`,
        path: path.split('.'),
        extensions: { code: 'BAD_USER_INPUT', details: { field } },
      });
    }
  },
);
