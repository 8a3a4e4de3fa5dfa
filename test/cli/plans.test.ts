import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { addSigningKey } from '../../server/cli/signing-key.js';
import { addUser } from '../../server/cli/user/user.js';
import { marksOfLastVerification, recordVerification } from '../../server/ledger/verify/verifications.js';
import { verifyBooks } from '../../server/ledger/verify/verify.js';
import { runHere } from '../support/command-line.js';
import { temporaryFolder } from '../support/ledger.js';
import { nissmart } from '../support/process.js';
import { unreasonable } from '../support/scans.js';
import { startApi } from '../support/started.js';
import { recordStatements, scansOf } from '../support/statements.js';

const statements = recordStatements();

test('The statements of verbs read no whole table that grows, but for those with a reason', async () => {
  const folder = temporaryFolder();
  const databaseUrl = `sqlite:${join(folder, 'ledger.db')}`;
  const api = await startApi({ databaseUrl });
  const amina = await api.customer();
  const { id } = await amina.deposit(await amina.wallet(), '100.00');
  const brian = await api.customer();
  const [operator] = [await api.staff('OPERATOR'), await api.staff('OPERATOR')];
  await api.app.checkpoints.write();

  // A full verification reads everything, which is what it is for, in a process of its own.
  expect(await nissmart(['verify'], { env: { DATABASE_URL: databaseUrl } })).toMatchObject({ code: 0 });
  await operator.post(`/api/transactions/${id}/reverse`, { reason: 'A test' });
  await api.app.checkpoints.write();
  const { storage, units, clock } = api.app.services;
  const since = await marksOfLastVerification(storage.reader);
  const verification = await verifyBooks(storage.reader, clock, undefined, { since });
  expect(verification).toMatchObject({ kind: 'INCREMENTAL', problems: [] });
  await recordVerification(units, verification);

  const why = ['--reason', 'A test'];
  await runHere(databaseUrl, addSigningKey, ['signing-key', 'show']);
  for (const args of [
    ['list'],
    ['list', '--role', 'operator'],
    ['token', amina.email, '--name', 'Books'],
    ['export', amina.email, '--out', join(folder, 'amina.json')],
    ['remove-factors', amina.email, ...why],
    ['suspend', operator.email, ...why],
    ['reactivate', operator.email, ...why],
    ['close', brian.email, ...why],
  ])
    await runHere(databaseUrl, addUser, ['user', ...args]);

  expect(statements.size).toBeGreaterThan(50);
  expect(unreasonable(scansOf(api.storage.path, statements))).toEqual([]);
});
