import { join } from 'node:path';
import { Client, User } from '../support/api.js';
import { expectBooksToBalance } from '../support/books.js';
import { temporaryFolder, TestLedger } from '../support/ledger.js';
import { serve, type Serving } from '../support/process.js';

export interface Stage extends Serving {
  readonly path: string;
  readonly amina: User;
  readonly walletId: string;
}

/** A server with one customer and her wallet. */
export async function stage(): Promise<Stage> {
  const path = join(temporaryFolder(), 'nissmart.db');
  const serving = await serve({ DATABASE_URL: `sqlite:${path}` });
  const registration = {
    email: 'amina@example.com',
    displayName: 'Amina',
    password: 'correct horse battery',
  };
  const session = await new Client(serving).post('/api/auth/register', registration);
  const amina = new User(serving, session.text('user.id'), registration.email, session.text('token'));
  return { ...serving, path, amina, walletId: await amina.wallet() };
}

/** The keys of the deposits that are in the books, which balance. */
export async function storedKeys(path: string): Promise<string[]> {
  const { storage } = await TestLedger.open(`sqlite:${path}`);
  const { records } = await expectBooksToBalance(storage);
  return records.filter((record) => record.transaction_id !== null).map(({ key }) => key);
}
