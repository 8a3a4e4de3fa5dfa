import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { depositTo } from '../support/commands.js';
import { temporaryFolder, TestLedger, type OwnedWallet } from '../support/ledger.js';
import { rawRows } from '../support/raw-sql.js';

interface BackedUp {
  readonly target: string;
  readonly env: { readonly DATABASE_URL: string };
  readonly wallet: OwnedWallet;
  readonly backup: string;
  readonly ledger: TestLedger;
}

/** A ledger that held 1 000 when it was copied, and 1 007 since. */
export async function backedUp(): Promise<BackedUp> {
  const target = join(temporaryFolder(), 'ledger.db');
  const ledger = await TestLedger.open(`sqlite:${target}`);
  const wallet = await ledger.wallet({ balance: 1_000 });
  const backup = join(temporaryFolder(), 'copy.db');
  await ledger.storage.backup(backup);
  await ledger.ledger.submit(depositTo(wallet, 7));
  return { target, env: { DATABASE_URL: `sqlite:${target}` }, wallet, backup, ledger };
}

export async function postedOf(path: string, { id }: OwnedWallet): Promise<number | undefined> {
  const opened = await TestLedger.open(`sqlite:${path}`);
  const [row] = await rawRows<{ posted: number }>(opened, 'select posted from wallets where id = ?', [id]);
  await opened.close();
  return row?.posted;
}

export function keptIn(target: string): string[] {
  return readdirSync(dirname(target))
    .filter((name) => name.startsWith('ledger.db.replaced-'))
    .map((name) => join(dirname(target), name));
}
