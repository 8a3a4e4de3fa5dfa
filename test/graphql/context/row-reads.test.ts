import { afterEach, expect, jest, test } from '@jest/globals';
import { Loaders } from '../../../server/graphql/context/loaders.js';
import { RowReads } from '../../../server/graphql/context/row-reads.js';
import { useApi } from '../../support/api.js';

const api = useApi();

afterEach(() => {
  jest.restoreAllMocks();
});

/** Three wallets, each with a payment in. */
async function fill() {
  const user = await api.customer();
  const wallets: string[] = [];
  const transactions: string[] = [];
  for (const amount of ['10.00', '20.00', '30.00']) {
    const wallet = await user.wallet();
    wallets.push(wallet);
    transactions.push((await user.deposit(wallet, amount)).id);
  }
  return { user, wallets, transactions };
}

test('Requests that ask in the same turn share a statement, and each is answered with what it asked for', async () => {
  const { wallets, transactions } = await fill();
  const { reader } = api.storage;
  const rows = new RowReads(reader);
  const requests = wallets.map(() => new Loaders(reader, rows));
  const executed = jest.spyOn(reader.getConnection(), 'execute');

  const found = await Promise.all(
    requests.map(async ({ wallet }, index) => wallet.load(wallets[index] ?? '')),
  );
  expect(executed).toHaveBeenCalledTimes(1);
  const unknown = '01900000-0000-7000-8000-000000000000';
  const entries = await Promise.all(
    requests.map(async ({ entriesOfTransaction }, index) =>
      entriesOfTransaction.load(index === 1 ? unknown : (transactions[index] ?? '')),
    ),
  );
  expect(executed).toHaveBeenCalledTimes(2);

  expect(found.map((wallet) => wallet?.id)).toEqual(wallets);
  expect(found.map((wallet) => wallet?.posted)).toEqual([1000, 2000, 3000]);
  expect(entries.map((some) => some.map(({ amount }) => amount))).toEqual([[-1000, 1000], [], [-3000, 3000]]);
});

test('A request keeps what it has read, and another one that comes later reads anew', async () => {
  const { user, wallets } = await fill();
  const [id = ''] = wallets;
  const { reader } = api.storage;
  const rows = new RowReads(reader);
  const early = new Loaders(reader, rows);
  expect((await early.wallet.load(id))?.posted).toBe(1000);

  await user.deposit(id, '5.00');

  expect((await early.wallet.load(id))?.posted).toBe(1000);
  expect((await new Loaders(reader, rows).wallet.load(id))?.posted).toBe(1500);
});

test('A read that fails fails for those who asked, and not for those who ask afterwards', async () => {
  const { wallets } = await fill();
  const { reader } = api.storage;
  const rows = new RowReads(reader);
  const executed = jest
    .spyOn(reader.getConnection(), 'execute')
    .mockRejectedValueOnce(new Error('disk I/O error'));

  const asked = wallets.map(async (id) => new Loaders(reader, rows).wallet.load(id));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(executed).toHaveBeenCalledTimes(1);

  const [id = ''] = wallets;
  expect((await new Loaders(reader, rows).wallet.load(id))?.id).toBe(id);
});
