import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { addSigningKey } from '../../server/cli/signing-key.js';
import { addUser } from '../../server/cli/user/user.js';
import { addVerify } from '../../server/cli/verify.js';
import { runHere } from '../support/command-line.js';
import { temporaryFolder } from '../support/ledger.js';
import { unreasonable } from '../support/scans.js';
import { startApi } from '../support/started.js';
import { recordStatements, scansOf } from '../support/statements.js';

test('The statements of verbs read no whole table that grows, but for those with a reason', async () => {
  const folder = temporaryFolder();
  const databaseUrl = `sqlite:${join(folder, 'ledger.db')}`;
  const api = await startApi({ databaseUrl });
  const amina = await api.customer();
  const { id } = await amina.deposit(await amina.wallet(), '100.00');
  const brian = await api.customer();
  const [operator] = [await api.staff('OPERATOR'), await api.staff('OPERATOR')];
  await api.app.checkpoints.write();

  // A full verification reads everything, which is what it is for: on a connection and in a process of its own.
  await runHere(databaseUrl, addVerify, ['verify']);
  const statements = recordStatements();
  await operator.post(`/api/transactions/${id}/reverse`, { reason: 'A test' });
  await api.app.checkpoints.write();
  await runHere(databaseUrl, addVerify, ['verify', '--incremental']);

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
