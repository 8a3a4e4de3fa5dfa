import { AdminReports } from '../../../server/reports/summary/admin-summary.js';
import { SettableClock } from '../../support/clock.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { rawRows } from '../../support/raw-sql.js';

const MINUTE = 60_000;

/** A transaction as the database has it. */
export interface Row {
  readonly type: string;
  readonly amount: number;
  readonly posted_at: number;
}

/** Four days of movements, some of them right at the borders of minutes. */
export async function history(start: string) {
  const clock = new SettableClock(start);
  const ledger = await TestLedger.open(undefined, clock);
  const wallet = await ledger.wallet({ balance: 1_000_000 });
  for (let index = 1; index <= 60; index += 1) {
    // Steps that fall on every part of an hour, and on whole quarters often.
    clock.advance(
      index % 3 === 0
        ? 15 * MINUTE - (clock.now().getTime() % (15 * MINUTE))
        : (37 + 3 * index) * MINUTE + 17,
    );
    if (index % 4 === 0) clock.advance(-1);
    await ledger.ledger.submit(
      index % 5 === 0 ? withdrawFrom(wallet, index * 7) : depositTo(wallet, index * 101),
    );
  }
  const rows = await rawRows<Row>(
    ledger,
    'select type, amount, posted_at from transactions order by posted_at',
  );
  return { ledger, wallet, rows, reports: new AdminReports(ledger.storage.reader, clock) };
}
