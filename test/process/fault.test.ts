import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { User } from '../support/api.js';
import { temporaryFolder } from '../support/ledger.js';
import { rawConnection } from '../support/raw.js';
import { serve } from '../support/process.js';
import { stage, storedKeys } from './stage.js';

test.each([
  ['a promise is rejected and nobody handles it', 'void Promise.reject(new Error("boom"))'],
  ['an exception is thrown and nobody catches it', 'throw new Error("boom")'],
])('When %s, then the process logs it and ends with 1', async (_what, fault) => {
  const onSignal = `process.on('SIGUSR2', () => { ${fault} })`;
  const { process } = await serve(
    { DATABASE_URL: `sqlite:${join(temporaryFolder(), 'nissmart.db')}`, LOG_LEVEL: 'fatal' },
    { nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(onSignal)}`] },
  );
  const { code, stdout, stderr } = await process.stop('SIGUSR2');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const [, line = ''] = stdout.trimEnd().split('\n');
  expect(JSON.parse(line)).toMatchObject({
    level: 'fatal',
    msg: 'a fault that nobody caught',
    err: { type: 'Error', message: 'boom' },
  });
});

test('When a write fails that others were sent behind, then the client hears of it, and the process goes on', async () => {
  const { path, process, walletId, amina } = await stage();
  rawConnection({ path }).exec(
    `create trigger poison before insert on transactions when new.amount = 666
    begin select raise(abort, 'poisoned'); end`,
  );
  const before = await storedKeys(path);
  const failed = await amina.deposit(walletId, '6.66');
  expect([failed.status, failed.at('code')]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
  expect(await storedKeys(path)).toEqual(before);
  expect((await amina.deposit(walletId, '6.67', { key: 'next' })).status).toBe(201);
  expect(await storedKeys(path)).toEqual([...before, 'next'].sort());
  expect(await process.stop()).toMatchObject({ code: 0 });
});

test('When a COMMIT fails, then the client is told that nobody knows, the process ends with 1, and a retry learns it', async () => {
  const { path, process, walletId, amina } = await stage();
  await process.stop();

  const full = await serve({ DATABASE_URL: `sqlite:${path}` }, { fileSizeMaxKiB: 1_000 });
  const poor = new User(full, amina.id, amina.email, amina.token);
  const keys: string[] = [];
  let answer;
  do {
    keys.push(`deposit-${keys.length}`);
    answer = await poor.deposit(walletId, '1.00', { key: keys.at(-1) ?? null });
  } while (answer.status === 201);
  expect([answer.status, answer.at('code')]).toEqual([503, 'OUTCOME_UNKNOWN']);
  expect(await full.process.ended).toMatchObject({ code: 1 });

  const healed = await serve({ DATABASE_URL: `sqlite:${path}` });
  const again = new User(healed, amina.id, amina.email, amina.token);
  for (const key of keys) expect((await again.deposit(walletId, '1.00', { key })).status).toBe(201);
  await healed.process.stop();
  expect(await storedKeys(path)).toEqual(keys.sort());
});
