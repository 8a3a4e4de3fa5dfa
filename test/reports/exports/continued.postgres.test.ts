import { expect, test } from '@jest/globals';
import { entryExport } from '../../../server/reports/exports/entries.js';
import { accept } from '../../../server/ledger/posting/accepted.js';
import { noBarredUsers } from '../../../server/ledger/posting/barred-users.js';
import { runCommands } from '../../../server/ledger/posting/group-commit.js';
import { depositTo } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';
import { onSlot } from '../../support/slots.js';

/** The ids of the lines of an export after an id. */
async function exported({ storage }: TestLedger, after: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { rows } of entryExport({}).slices(storage.reader.fork(), after)) {
    for (const [id] of rows) if (typeof id === 'string') ids.push(id);
  }
  return ids;
}

test('When an earlier batch commits after an export, then whoever continues the export misses nothing of it', async () => {
  const one = await TestLedger.open();
  const other = await one.twin();
  const [wallet, another] = [await one.wallet({ balance: 1 }), await one.wallet()];
  const found = await exported(one, '');
  const { units, ids, policy, clock } = one;
  await units.run(
    async (em) => {
      const accepted = [accept(depositTo(wallet, 10), clock.now())];
      await runCommands(em, accepted, ids, policy, noBarredUsers, Promise.resolve(0));
      await onSlot(one.url, 1, async () => other.ledger.submit(depositTo(another, 20)));
      found.push(...(await exported(other, found.at(-1) ?? '')));
    },
    { locksRows: true },
  );
  found.push(...(await exported(other, found.at(-1) ?? '')));
  const entries = await rawRows<{ id: string }>(one, 'select id from entries order by id');
  expect(entries).toHaveLength(6);
  expect(found).toEqual(entries.map(({ id }) => id));
});
