import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { searchForm } from '../../../server/ledger/text.js';
import { emptyDatabase, type EmptyDatabase } from '../../support/database.js';

let database: EmptyDatabase;
let client: Client;
beforeAll(async () => {
  database = await emptyDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.remove();
});

/** Asks the database for a function of texts, of many at once. */
async function asked<Result>(call: string, texts: readonly string[], others: readonly string[] = []) {
  const { rows } = await client.query<{ answer: Result }>(
    `select ${call} as answer
    from unnest($1::text[], $2::text[]) with ordinality as texts (given, other, place) order by place`,
    [texts, others],
  );
  return rows.map(({ answer }) => answer);
}

function characters(): string[] {
  const codes = Array.from({ length: 0x10ffff }, (_, index) => index + 1);
  return codes.filter((code) => code < 0xd800 || code > 0xdfff).map((code) => String.fromCodePoint(code));
}

/** Letters that have been paired since the database's version of Unicode, which it leaves as they are. */
async function unpaired(): Promise<ReadonlySet<string>> {
  const all = characters();
  const forms = await asked<string>('search_form_of(given)', all);
  return new Set(all.filter((text, index) => forms[index] !== searchForm(text)));
}

test('When a text is one character, then it is folded as on SQLite, but for letters that were paired lately', async () => {
  const others = [...(await unpaired())];
  const forms = await asked<string>('search_form_of(given)', others);
  // None of an alphabet that had capitals before 2018, and none folded into something else.
  expect(others.filter((text, index) => text < '\u1c89' || forms[index] !== text)).toEqual([]);
  expect(others.length).toBeLessThan(250);
  const composed = await asked<string>('composed(given)', characters());
  expect(characters().filter((text, index) => composed[index] !== text.trim().normalize('NFC'))).toEqual([]);
});

/** Letters and marks that have cost others a bug. */
const ODD = [...Array.from('iIİıįĮσςΣsSßẞẾạỄĂÅÅΐᾼͅὈﬁŉǰǅǆＡａ.-/ \t\u00a0\u200d\u00ad\ufeff'), '\u0345\u0323'];
const MARKS = Array.from(
  '\u0300\u0301\u0302\u0306\u0307\u0308\u031b\u0323\u0327\u0330\u1ab0\u1dc5\u20d0\ufe20',
);

test('When texts are odd, then they are folded, trimmed, composed and searched as on SQLite', async () => {
  const late = await unpaired();
  const known = (text: string) => !text.includes('\0') && Array.from(text).every((each) => !late.has(each));
  const odd = fc.string({ unit: fc.constantFrom(...ODD, ...MARKS), maxLength: 9 });
  const any = fc.string({ unit: 'binary', maxLength: 9 }).filter(known);
  const pair = fc.tuple(fc.oneof(odd, any), fc.oneof(odd, any), odd);
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { minLength: 200, maxLength: 400 }), async (pairs) => {
      const texts = pairs.map(([before, part, after]) => before + part + after);
      const parts = pairs.map(([, part]) => searchForm(part));
      expect(await asked('search_form(given)', texts)).toEqual(texts.map((text) => searchForm(text.trim())));
      expect(await asked('composed(given)', texts)).toEqual(
        texts.map((text) => text.trim().normalize('NFC')),
      );
      const held = texts.map((text, index) => searchForm(text).includes(parts[index] ?? ''));
      expect(await asked('holds_text(given, other)', texts, parts)).toEqual(held);
    }),
    { numRuns: 10 },
  );
});

test.each([
  ['Straße', 'STRASSE'],
  ['İstanbul', 'istanbul'],
  ['ISPARTA', 'ısparta'],
  ['ΟΔΥΣΣΕΥΣ', 'Οδυσσευς'],
  ['Nguyễn', 'NGUYE\u0302\u0303N'],
  ['I\u0327\u0307', 'i\u0327'],
])('When one person writes %s and another %s, then it is the same', async (one, other) => {
  const [a, b] = await asked<string>('search_form(given)', [one, other]);
  expect(a).toBe(b);
});
