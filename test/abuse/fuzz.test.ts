import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isErrorCode } from '../../server/errors/error-codes.js';
import { useApi, type Client } from '../support/api.js';
import { books } from '../support/books.js';
import { madeUp, type MadeUp } from './made-up.js';
import { rounds } from '../support/rounds.js';

/** Number of requests that each attacker sends; set `NISSMART_FUZZ_RUNS=20000` for a run of an hour. */
const RUNS = rounds(60, 250, process.env.NISSMART_FUZZ_RUNS);

const sdl = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const api = useApi();
let customer: Client;
let analyst: Client;
let ids: string[];

beforeAll(async () => {
  const [amina, brian] = [await api.customer(), await api.customer('Brian Kamau')];
  const wallet = await amina.wallet({ balance: '100.00' });
  ids = [wallet, await amina.wallet(), await brian.wallet({ balance: '50.00' }), brian.id];
  customer = amina;
  analyst = await api.staff('ANALYST');
});

/** Every error has a code of ours, none is a fault, and nothing of the inside is told. */
async function expectComposed(client: Client, { query, variables }: MadeUp): Promise<void> {
  const answer = await client.graphql(query, { ...variables });
  const text = JSON.stringify(answer.body);
  expect(answer.status).toBeLessThan(500);
  expect(text).not.toMatch(/node_modules|\.js:\d|SQLITE_|passwordHash|password_hash/);
  const { errors = [] } = answer.body as { errors?: { message: string; extensions: { code: string } }[] };
  for (const { message, extensions } of errors) {
    expect(message.length).toBeLessThanOrEqual(501);
    expect(extensions.code === 'INTERNAL_SERVER_ERROR' ? { query, variables, message } : '').toBe('');
    expect(isErrorCode(extensions.code) || extensions.code.startsWith('GRAPHQL_')).toBe(true);
  }
}

test('Whatever is asked, by whomever, is answered or refused with a code', async () => {
  await fc.assert(
    fc.asyncProperty(
      madeUp(sdl, 'query', ids),
      fc.constantFrom('nobody', 'customer', 'analyst'),
      async (asked, who) => {
        const client = who === 'nobody' ? api.stranger : who === 'customer' ? customer : analyst;
        await expectComposed(client, asked);
      },
    ),
    { numRuns: RUNS },
  );
});

test('Whatever an analyst or nobody wants done is refused, and moves no money', async () => {
  const money = async () => {
    const { wallets, transactions, entries } = await books(api.storage);
    const balances = wallets.map(({ id, posted, held }) => ({ id, posted, held }));
    return { balances, transactions, entries };
  };
  const before = await money();
  await fc.assert(
    fc.asyncProperty(madeUp(sdl, 'mutation', ids), fc.boolean(), async (asked, signedIn) => {
      await expectComposed(signedIn ? analyst : api.stranger, asked);
    }),
    { numRuns: RUNS },
  );
  expect(await money()).toEqual(before);
});

test('Whatever a customer wants done leaves the books balanced, and nobody below zero', async () => {
  await fc.assert(
    fc.asyncProperty(madeUp(sdl, 'mutation', ids), async (asked) => expectComposed(customer, asked)),
    { numRuns: RUNS },
  );
  const { wallets, entries } = await books(api.storage);
  const sums = Map.groupBy(entries, ({ transaction_id }) => transaction_id);
  for (const sides of sums.values()) expect(sides.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  for (const { kind, posted, held } of wallets) {
    if (kind === 'CUSTOMER') expect(posted - held).toBeGreaterThanOrEqual(0);
  }
});
