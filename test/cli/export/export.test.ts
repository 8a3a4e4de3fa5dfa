import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { books } from '../../support/books.js';
import { depositTo, withdrawFrom } from '../../support/commands.js';
import { temporaryFolder, TestLedger } from '../../support/ledger.js';
import { insertTransactions } from '../../support/many-transactions.js';
import { nissmart, Nissmart } from '../../support/process.js';

/** A database with a deposit, a withdrawal whose description has quotes and line breaks, and their ids in order. */
async function open() {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 500 });
  const description = 'He said: "=1"\r\n1,2';
  await t.ledger.submit(withdrawFrom(wallet, 20, { description }));
  const ids = (await books(t.storage)).transactions.map(({ id }) => id);
  const env = { DATABASE_URL: t.url };
  return { t, wallet, ids, env, out: join(temporaryFolder(), 'out') };
}

function idsIn(ndjson: string): string[] {
  const lines = ndjson.split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

function wholeLinesIn(text: string): number {
  return text.split('\n').length - 1;
}

describe('nissmart export', () => {
  test('writes lines on standard output, and on standard error how many and where they end', async () => {
    const { ids, env, wallet } = await open();
    const transactions = await nissmart(['export', 'transactions'], { env });
    expect(transactions.code).toBe(0);
    const [head, first, second] = transactions.stdout.split('\r\n');
    expect(head).toMatch(/^\uFEFFid,type,status,amount,currency,/);
    expect(first).toMatch(new RegExp(`^${String(ids[0])},DEPOSIT,POSTED,5.00,KES,500,`));
    expect(second).toMatch(new RegExp(`^${String(ids[1])},WITHDRAWAL,POSTED,0.20,KES,20,`));
    expect(transactions.stderr).toBe(`2 lines; what comes later is found by --after ${String(ids[1])}\n`);

    const filters = ['--wallet-id', wallet.id, '--type', 'WITHDRAWAL', '--currency', 'KES'];
    const entries = await nissmart(['export', 'entries', '--format', 'ndjson', ...filters], { env });
    expect(entries.stderr).toMatch(/^1 line; /);
    expect(JSON.parse(entries.stdout)).toMatchObject({
      walletId: wallet.id,
      sequence: 2,
      amount: '-0.20',
      balanceAfter: '4.80',
      description: 'He said: "=1"\r\n1,2',
    });
  });

  test('When whoever reads its lines stops reading, then it ends without a word, as others in a pipe do', async () => {
    const { env } = await open();
    const running = new Nissmart(['export', 'transactions'], env);
    running.child.stdout.destroy();
    expect(await running.ended).toEqual({ code: 141, stdout: '', stderr: '' });
  });

  test('When it is told to continue after an id, then it writes what comes after', async () => {
    const { ids, env } = await open();
    const args = ['export', 'transactions', '--format', 'ndjson', '--after', String(ids[0])];
    expect(idsIn((await nissmart(args, { env })).stdout)).toEqual([ids[1]]);
  });

  test.each(['csv', 'ndjson'])(
    'When a file of %s is continued, then a line that was broken off is made whole and what is new is added',
    async (format) => {
      const { t, wallet, env, out } = await open();
      const args = ['export', 'transactions', '--format', format, '--out', out];
      expect((await nissmart(args, { env })).code).toBe(0);
      expect(statSync(out).mode & 0o777).toBe(0o600);
      const whole = readFileSync(out);
      expect((await nissmart(args, { env })).stderr).toBe(
        `nissmart: ${out} exists already; --continue goes on with it\n`,
      );

      // Wherever the process may have been when it was killed in the last line; within its quotes, too.
      const last = whole.lastIndexOf('WITHDRAWAL');
      const lengths = [whole.length - 1, whole.lastIndexOf('1,2') + 1, last, last + 20];
      for (const length of lengths) {
        writeFileSync(out, whole.subarray(0, length));
        expect((await nissmart([...args, '--continue'], { env })).code).toBe(0);
        expect(readFileSync(out)).toEqual(whole);
      }
      await t.ledger.submit(depositTo(wallet, 7));
      const { stderr } = await nissmart([...args, '--continue'], { env });
      expect(stderr).toMatch(/^1 line; /);
      const continued = readFileSync(out, 'utf8');
      expect(continued.lastIndexOf('\uFEFF')).toBe(format === 'csv' ? 0 : -1);
      expect(continued.startsWith(whole.toString())).toBe(true);
      expect(continued).toBe(
        (await nissmart(['export', 'transactions', '--format', format], { env })).stdout,
      );
    },
    300_000,
  );

  test('When a file of CSV has no mark, as of earlier versions, or its line of names alone, then it is continued', async () => {
    const { env, out } = await open();
    const args = ['export', 'transactions', '--out', out];
    await nissmart(args, { env });
    const whole = readFileSync(out);
    const names = whole.indexOf('\r\n') + 2;
    for (const start of [0, 3]) {
      writeFileSync(out, whole.subarray(start, names));
      expect((await nissmart([...args, '--continue'], { env })).code).toBe(0);
      expect(readFileSync(out)).toEqual(whole.subarray(start));
    }
  });

  test('When a text has a line break alone, then a file of CSV is continued after its line as after any other', async () => {
    const { t, wallet, env, out } = await open();
    await t.ledger.submit(withdrawFrom(wallet, 20, { description: 'Rent\n=1' }));
    const args = ['export', 'transactions', '--out', out];
    await nissmart(args, { env });
    const whole = readFileSync(out, 'utf8');
    const again = await nissmart([...args, '--continue'], { env });
    expect(again).toMatchObject({ code: 0, stderr: expect.stringMatching(/^0 lines/) });
    expect(readFileSync(out, 'utf8')).toBe(whole);
  });

  test('When the file to continue is something else, then it says so and leaves it alone', async () => {
    const { env, out } = await open();
    const entries = async (format: string) =>
      (await nissmart(['export', 'entries', '--format', format], { env })).stdout;
    for (const content of [await entries('ndjson'), 'A letter\n', 'A letter without an end', 'id,type\r\n']) {
      writeFileSync(out, content);
      const args = ['export', 'transactions', '--format', 'ndjson', '--out', out, '--continue'];
      expect(await nissmart(args, { env })).toEqual({
        code: 1,
        stdout: '',
        stderr: `nissmart: ${out} is not an export of transactions as ndjson\n`,
      });
      expect(readFileSync(out, 'utf8')).toBe(content);
    }
    const csv = await entries('csv');
    writeFileSync(out, csv);
    const { stderr } = await nissmart(['export', 'transactions', '--out', out, '--continue'], { env });
    expect(stderr).toBe(`nissmart: ${out} is not an export of transactions as csv\n`);
    expect(readFileSync(out, 'utf8')).toBe(csv);
  });

  test.each([
    [
      ['--from', 'yesterday', '--currency', 'XXX'],
      'currency must be a currency code of ISO 4217; --from must be a time such as 2026-01-01T00:00:00Z',
    ],
    [['--after', '1'], 'after must be an id'],
    [['--continue'], 'continue needs --out, the file to continue'],
  ])('When it is asked in a wrong way, as by %j, then it says so and exits with 2', async (args, message) => {
    const { env } = await open();
    const { code, stdout, stderr } = await nissmart(['export', 'entries', ...args], { env });
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: `nissmart: --${message}\n` });
  });
});

describe('A long export', () => {
  /**
   * Size of the heap, in MiB: nearly twice what a slice of the rows takes, and less than the text of all of them. A limit, because
   * how much of its memory a process uses depends on the machine.
   */
  const HEAP_MAX = 80;

  test('When it is killed in the middle, time and again, and continued, then every row is there once', async () => {
    const count = 40_000;
    const t = await TestLedger.open();
    await insertTransactions(t, await t.wallet({ balance: 1 }), count);
    const out = join(temporaryFolder(), 'transactions.ndjson');
    const args = ['export', 'transactions', '--format', 'ndjson', '--out', out, '--continue'];
    const env = { DATABASE_URL: t.url };

    let begun = 0;
    for (const part of [0.2, 0.6]) {
      const running = new Nissmart(args, env);
      const bytes = part * count * 600;
      while (
        (statSync(out, { throwIfNoEntry: false })?.size ?? 0) < bytes &&
        running.child.exitCode === null
      ) {
        await sleep(5);
      }
      await running.stop('SIGKILL');
      const grown = wholeLinesIn(readFileSync(out, 'utf8'));
      expect([part, grown > begun, grown < count]).toEqual([part, true, true]);
      begun = grown;
    }

    expect((await nissmart(args, { env })).code).toBe(0);
    const stored = (await books(t.storage)).transactions.map(({ id }) => id);
    const written = idsIn(readFileSync(out, 'utf8'));
    // Not toEqual, which would explain every one of so many differences.
    expect([written.length, written.join() === stored.join()]).toEqual([stored.length, true]);
  });

  test('When it has more rows than fit into memory, then all of it is written', async () => {
    const count = 300_000;
    const t = await TestLedger.open();
    await insertTransactions(t, await t.wallet({ balance: 1 }), count);
    const out = join(temporaryFolder(), 'transactions.csv');
    const running = new Nissmart(
      ['export', 'transactions', '--out', out],
      { DATABASE_URL: t.url },
      { nodeArgs: [`--max-old-space-size=${HEAP_MAX}`] },
    );
    const { code, stderr } = await running.ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(wholeLinesIn(readFileSync(out, 'utf8'))).toBe(1 + (count + 1));
  });
});
