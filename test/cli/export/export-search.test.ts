import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withdrawFrom } from '../../support/commands.js';
import { temporaryFolder, TestLedger } from '../../support/ledger.js';
import { nissmart } from '../../support/process.js';

/** A database with a deposit and a withdrawal whose description a search can find. */
async function open() {
  const t = await TestLedger.open();
  const wallet = await t.wallet({ balance: 500 });
  await t.ledger.submit(withdrawFrom(wallet, 20, { description: 'He said: rent' }));
  return { env: { DATABASE_URL: t.url }, out: join(temporaryFolder(), 'out') };
}

function idsIn(ndjson: string): string[] {
  const lines = ndjson.split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

describe('nissmart export', () => {
  const both = ['transactions', 'entries'];
  test.each([
    ...both.map((what) => [what, 'search', 'x'.repeat(281), 'search has at most 280 characters']),
    ...both.map((what) => [what, 'search', 'a\u001bb', 'search has control characters or is not Unicode']),
    ['transactions', 'reference', 'x'.repeat(281), 'reference has at most 280 characters'],
    ['transactions', 'min-amount', '1.00', 'minAmount needs a currency'],
  ])(
    'When %s has a --%s that cannot be, then it says so in one line, exits with 2 and makes no file',
    async (what, option, text, line) => {
      const { env, out } = await open();
      const args = ['export', what, `--${option}`, text, '--out', out];
      expect(await nissmart(args, { env })).toEqual({ code: 2, stdout: '', stderr: `nissmart: ${line}\n` });
      expect(existsSync(out)).toBe(false);
    },
  );

  test.each(both)(
    'When %s are searched, then only what is found is written, and a blank search finds all',
    async (what) => {
      const { env } = await open();
      const written = async (...args: string[]) =>
        idsIn((await nissmart(['export', what, '--format', 'ndjson', ...args], { env })).stdout);
      const all = await written();
      expect(all.length).toBeGreaterThan(1);
      for (const blank of ['', ' ', '\u3000\t', '\u200b'])
        expect(await written('--search', blank)).toEqual(all);
      const found = await written('--search', 'hE SAID');
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThan(all.length);
      expect(await written('--search', 'x'.repeat(280))).toEqual([]);
    },
  );
});
