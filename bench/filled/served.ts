import { rmSync } from 'node:fs';
import { reopenBank } from '../bank.js';
import { startServer, type ServerProcess } from '../http/server-process.js';
import { signInCustomers, signInStaff, type Customer } from '../http/sessions.js';
import { clockFrom } from '../moved-clock.js';
import { filledLedger, type Filled, type Spread } from './fill.js';

/** A server on a filled ledger, with people who are signed in. */
export interface Served {
  readonly server: ServerProcess;
  readonly filled: Filled;
  /** The first one's wallet has the longest history. */
  readonly customers: readonly Customer[];
  /** An analyst's token. */
  readonly staff: string;
  close(): Promise<void>;
}

export async function serveFilled(
  transactions: number,
  spread: Spread,
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const filled = await filledLedger(transactions, spread);
  const { folder, until } = filled;
  const bank = await reopenBank(folder, filled.accounts, clockFrom(until));
  const customers = await signInCustomers(bank, until);
  const staff = await signInStaff(bank, 'ANALYST', until);
  await bank.leave();
  const server = await startServer(folder, { at: until, environment });
  return {
    ...{ server, filled, customers, staff },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
