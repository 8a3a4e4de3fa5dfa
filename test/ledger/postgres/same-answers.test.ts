import { randomInt } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { v4 } from 'uuid';
import { SeededRandom } from '../../../server/demo/seeded-random.js';
import type { User } from '../../support/api.js';
import { expectBooksToBalance } from '../../support/books.js';
import { startBeside, startTwo } from '../../support/nodes.js';

const SEED = process.env.NISSMART_PROPERTY_SEED ?? String(randomInt(1_000_000));
const ACTS = 30;

const FOR_ALL = ['/api/wallets', '/api/transactions', '/api/transactions?first=7'];

test(`When all is quiet, then every node gives the same answer to the last byte, and to a key again the same transaction (seed ${SEED})`, async () => {
  const random = new SeededRandom(SEED);
  const [one, two] = await startTwo();
  const nodes = [one, two, await startBeside(one)] as const;
  const people = [await one.customer(), await two.customer()] as const;
  const wallets = [await people[0].wallet({ balance: '50.00' }), await people[1].wallet()] as const;

  const acts: { readonly from: 0 | 1; readonly amount: string; readonly key: string }[] = [];
  const act = async (user: User, { from, amount, key }: (typeof acts)[number]) =>
    user.transfer(wallets[from], wallets[from === 0 ? 1 : 0], amount, { key });
  for (let index = 0; index < ACTS; index += 1) {
    const made = {
      from: random.pick([0, 1] as const),
      amount: (random.whole(1, 2_000) / 100).toFixed(2),
      key: v4(),
    };
    acts.push(made);
    const node = random.pick(nodes);
    const first = await act(people[made.from].at(node), made);
    const again = await Promise.all(nodes.map(async (other) => act(people[made.from].at(other), made)));
    const told = (answer: typeof first) => [answer.status, answer.at('id'), answer.at('code')];
    expect(again.map(told)).toEqual(nodes.map(() => told(first)));
  }

  const staff = await one.staff('OPERATOR');
  const paths = [...FOR_ALL, ...wallets.map((id) => `/api/wallets/${id}`)];
  const asked = [
    ...paths.map((path) => ({ user: staff, path })),
    ...people.flatMap((user, index) =>
      [...FOR_ALL, `/api/wallets/${wallets[index] ?? ''}`].map((path) => ({ user, path })),
    ),
  ];
  for (const { user, path } of asked) {
    const texts = await Promise.all(nodes.map(async (node) => (await user.at(node).fetch(path)).text()));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('"id"');
  }
  const { transactions } = await expectBooksToBalance(one.storage);
  const seen = (await staff.at(two).get('/api/transactions?first=100')).list('data');
  expect(seen).toHaveLength(transactions.length);
});
