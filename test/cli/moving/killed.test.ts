import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder, TestLedger } from '../../support/ledger.js';
import { Nissmart, nissmart } from '../../support/process.js';
import { rawSql } from '../../support/raw-sql.js';
import { blankPostgres, rowsOfPostgres, rowsOfSqlite, UNFINISHED, withSqlite } from './both.js';

/** A ledger with enough rows for many batches, in tables that no books depend on. */
async function longLedger(): Promise<string> {
  const path = join(temporaryFolder(), 'ledger.db');
  const t = await TestLedger.open(`sqlite:${path}`);
  await t.wallet({ balance: 1_000 });
  for (const table of [
    'sign_in_failures (counted_by, last_at, forgotten_at)',
    'webauthn_challenges (challenge_hash, purpose, created_at, expires_at)',
  ]) {
    const values = table.startsWith('sign') ? '1, 1' : `'SIGN_IN', 1, 2`;
    await rawSql(
      t,
      `insert into ${table} with recursive n (i) as (select 1 union all select i + 1 from n where i < 40000)
        select lower(hex(randomblob(32))), ${values} from n`,
    );
  }
  await t.close();
  return path;
}

test('When a move is killed again and again, then nothing opens its target, and it goes on where it was until all is there once', async () => {
  const path = await longLedger();
  const before = rowsOfSqlite(path);
  const to = await blankPostgres();
  const args = ['move', '--from', `sqlite:${path}`, '--to', to];
  const places = [
    /^Reading the source: 50 %/,
    /^Copying: 0 %/,
    /^Copying: 25 %/,
    /^Copying: 75 %/,
    /^Comparing: 50 %/,
    /^Copied /,
  ];
  for (const [index, place] of places.entries()) {
    const running = new Nissmart(args);
    await running.line(place);
    // Somewhere between this line and the next.
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    await running.stop('SIGKILL');
    if (index === 0) continue;
    const { code, stderr } = await nissmart(['verify'], { env: { DATABASE_URL: to } });
    expect([place, code, stderr]).toEqual([place, 2, expect.stringMatching(UNFINISHED)]);
  }

  const { code, stderr, stdout } = await nissmart(args);

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // The first runs have copied all there was.
  expect(stdout).toMatch(/^Copied 0 of 80\d\d\d rows/m);
  expect(await rowsOfPostgres(to, ['verifications'])).toEqual({ ...before, verifications: undefined });
  expect(await nissmart(['verify'], { env: { DATABASE_URL: to } })).toMatchObject({ code: 0 });
});

test('When the copy of a row is refused by the target, then it says so, and nothing opens it', async () => {
  const path = await longLedger();
  const to = await blankPostgres();
  withSqlite(path, (database) =>
    database.exec(
      `pragma ignore_check_constraints = on;
        update sign_in_failures set counted_by = 'short'
          where counted_by = (select max(counted_by) from sign_in_failures)`,
    ),
  );
  const { code, stderr } = await nissmart(['move', '--from', `sqlite:${path}`, '--to', to]);
  expect(code).toBe(1);
  expect(stderr).toContain('sign_in_failures');
  expect((await nissmart(['verify'], { env: { DATABASE_URL: to } })).stderr).toMatch(UNFINISHED);
});
