import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { temporaryFolder, TestLedger } from '../support/ledger.js';
import { rawRows, rawSql } from '../support/raw-sql.js';
import { serve } from '../support/process.js';

interface Row {
  readonly kind: string;
  readonly problems: number;
}

async function verifications(ledger: TestLedger): Promise<Row[]> {
  return rawRows<Row>(ledger, 'select kind, problems from verifications order by started_at, id');
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(50);
}

test('When a server runs, then it signs and proves its books by itself: all of them, then what is new, and it complains', async () => {
  const DATABASE_URL = `sqlite:${join(temporaryFolder(), 'books.db')}`;
  const t = await TestLedger.open(DATABASE_URL);
  await t.wallet({ balance: 1_000 });
  const { process } = await serve({
    DATABASE_URL,
    NISSMART_CHECKPOINT_SECONDS: '1',
    NISSMART_VERIFY_SECONDS: '1',
    LOG_LEVEL: 'error',
  });
  await until(async () => (await verifications(t)).length >= 2);
  expect((await verifications(t)).slice(0, 2)).toEqual([
    { kind: 'FULL', problems: 0 },
    { kind: 'INCREMENTAL', problems: 0 },
  ]);
  expect(await rawRows(t, 'select number from checkpoints')).toEqual([{ number: 1 }]);

  const complaint = process.line(/the verification of the books failed/);
  await rawSql(t, 'drop trigger entries_are_never_changed');
  await complaint;
  expect((await verifications(t)).at(-1)).toMatchObject({ problems: 1 });
  const { code, stdout } = await process.stop();
  expect(code).toBe(0);
  expect(stdout).toContain('the books have 1 problem');
  expect(stdout).not.toContain('PRIVATE');
});
