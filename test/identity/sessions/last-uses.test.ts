import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { LastUses } from '../../../server/identity/sessions/last-uses.js';
import { TestLedger } from '../../support/ledger.js';

/** Last uses over a real database, with the ids of each unit of work that has written some. */
async function open() {
  const { units, clock } = await TestLedger.open();
  const written: string[][] = [];
  const uses = new LastUses(units, async (_em, ids) => Promise.resolve(written.push(ids)));
  return { uses, written, note: (id: string) => uses.note({ id }, clock.now()) };
}

test('A first use is written at once, and those of the next moments together', async () => {
  const { uses, written, note } = await open();
  note('first');
  while (written.length === 0) await nextTurn();
  const others = Array.from({ length: 50 }, (_, index) => `other ${String(index)}`);
  for (const id of others) note(id);
  await uses.flush();
  expect(written).toEqual([['first'], others]);
});

test('Uses that gather are written without anybody who waits for them', async () => {
  const { written, note } = await open();
  note('first');
  while (written.length === 0) await nextTurn();
  note('second');
  while (written.length === 1) await nextTurn();
  note('third');
  while (written.length === 2) await nextTurn();
  expect(written).toEqual([['first'], ['second'], ['third']]);
});
