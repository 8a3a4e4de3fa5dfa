import { Worker } from 'node:worker_threads';
import { expect, jest, test } from '@jest/globals';
import { useApi } from '../../support/api.js';
import { onCleanup } from '../../support/ledger.js';
import { sqlOf } from '../../support/statements.js';

const SUMMARY = '{ adminSummary { users { total } } }';
const SEARCH = '{ transactions(filter: { search: "ÉCLAIR" }) { nodes { description } } }';

const ENTRIES =
  'query ($id: ID!) { wallet(id: $id) { entries(filter: { search: "ÉCLAIR" }) { nodes { amount { amount } } } } }';

const api = useApi();

type Send = (this: Worker, message: unknown) => void;

/** Keeps everything that is sent to threads which only read, until it is let go. */
function holdReadsOfThreads() {
  const send = Reflect.get<Worker, 'postMessage'>(Worker.prototype, 'postMessage') as Send;
  const writers = new Set<Worker>();
  const held: (() => void)[] = [];
  const spy = jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
    this: Worker,
    message,
  ) {
    if (sqlOf(message).includes('begin immediate')) writers.add(this);
    if (writers.has(this)) send.call(this, message);
    else held.push(() => send.call(this, message));
  });
  const letGo = () => {
    spy.mockRestore();
    for (const each of held.splice(0)) each();
  };
  onCleanup(letGo);
  return { held, letGo };
}

test('When long reads do not come to an end, then money moves and its owners see it', async () => {
  const [amina, brian, analyst] = [
    await api.customer(),
    await api.customer('Brian Kamau'),
    await api.staff('ANALYST'),
  ];
  const [from, to] = [await amina.wallet({ balance: '10.00' }), await brian.wallet()];
  await amina.transfer(from, to, '1.00', { more: { description: 'One éclair' } });

  const { held, letGo } = holdReadsOfThreads();
  const done: string[] = [];
  const longReads = {
    summary: analyst.graphql(SUMMARY),
    search: analyst.graphql(SEARCH),
    ownSearch: amina.graphql(SEARCH),
    entrySearch: amina.graphql(ENTRIES, { id: from }),
    exported: analyst.get('/api/exports/transactions'),
    ownData: amina.get('/api/me/export'),
  };
  for (const [name, answer] of Object.entries(longReads)) void answer.then(() => done.push(name));
  await amina.transfer(from, to, '2.00');
  const balance = await brian.graphql(
    'query ($id: ID!) { wallet(id: $id) { balance { posted { amount } } } }',
    {
      id: to,
    },
  );
  expect(balance.at('data.wallet.balance.posted.amount')).toBe('3.00');
  const entries = await brian.get(`/api/wallets/${to}/entries`);
  expect(entries.list('data')).toHaveLength(2);
  expect((await api.stranger.get('/health/ready')).status).toBe(200);
  expect([held.length > 0, done]).toEqual([true, []]);

  letGo();
  const { summary, search, ownSearch, entrySearch, exported, ownData } = longReads;
  expect((await summary).at('data.adminSummary.users.total')).toBe(3);
  expect((await search).at('data.transactions.nodes')).toEqual([{ description: 'One éclair' }]);
  expect((await ownSearch).at('data.transactions.nodes')).toEqual([{ description: 'One éclair' }]);
  expect((await entrySearch).at('data.wallet.entries.nodes')).toEqual([{ amount: { amount: '-1.00' } }]);
  expect(
    String((await exported).body)
      .trim()
      .split('\r\n'),
  ).toHaveLength(1 + 3);
  expect((await ownData).status).toBe(200);
});
