import { describe, expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { readBatchFile } from '../../../../../dashboard/src/console/batch/rows/batch-file.js';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const read = async (bytes: Uint8Array<ArrayBuffer>) => readBatchFile(new Blob([bytes]));

/** Lists the payees and amounts of a file, in order; undefined when it was refused. */
async function paymentsIn(bytes: Uint8Array<ArrayBuffer>): Promise<string[] | undefined> {
  return (await read(bytes)).content?.map(({ to, amount }) => `${to} ${amount}`);
}

describe('Whatever a file says', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('abé,;"\n\t =😀0.')), maxLength: 12 });
  const payment = fc.record({
    to: fc.constantFrom('a@x.io', 'b@x.io', 'Çelik@x.io'),
    amount: fc
      .tuple(fc.nat(2_000_000), fc.constantFrom('', '.5', '.25', '.00'))
      .map(([n, f]) => `${String(n)}${f}`),
    description: text,
    reference: text,
  });
  const payments = fc.array(payment, { minLength: 1, maxLength: 6 });
  const columns = fc.shuffledSubarray(['to', 'amount', 'description', 'reference'], { minLength: 4 });
  const writing = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t'),
    bom: fc.boolean(),
    record_delimiter: fc.constantFrom('\n', '\r\n'),
    quoted: fc.boolean(),
  });

  test('what a well-kept writer has written is read back the same', async () => {
    await fc.assert(
      fc.asyncProperty(payments, columns, writing, async (rows, names, options) => {
        // A number beside an amount is told from the rest of it by its quotation marks.
        const written = stringify(rows, {
          ...options,
          columns: names,
          header: true,
          quoted_string: true,
          cast: {},
        });
        const { content } = await read(utf8(written));
        expect(content?.map(({ line: _, currency: __, ...each }) => each)).toEqual(
          rows.map(({ description, reference, ...each }) => ({
            ...each,
            description: description.trim(),
            reference: reference.trim(),
          })),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('damage to its structure is refused, or changes no amount', async () => {
    const signs = fc.constantFrom(',', ';', '\t', '"', '\n', '\r', '\0', '\uFEFF', ' ', '\u00a0', "'");
    const damage = fc.tuple(fc.constantFrom('insert', 'remove', 'replace'), fc.nat(), signs);
    const plain = fc.record({
      to: fc.constantFrom('a@x.io', 'b@x.io'),
      amount: fc
        .tuple(fc.nat(2_000_000), fc.constantFrom('', '.5', '.00'))
        .map(([n, f]) => `${String(n)}${f}`),
      description: fc.constantFrom('', 'Rent', 'Rent, May', 'Rent "May"'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(plain, { minLength: 1, maxLength: 5 }),
        damage,
        async (rows, [how, at, sign]) => {
          const written = stringify(rows, { columns: ['to', 'amount', 'description'], header: true });
          const bytes = utf8(written);
          const place = at % bytes.length;
          const structural = /[,"\n\r]/.test(String.fromCharCode(bytes[place] ?? 0));
          // Taking a digit away is a change of the amount that nobody could notice.
          const [skip, add] =
            how === 'insert' ? [0, sign] : structural ? [1, how === 'remove' ? '' : sign] : [0, sign];
          const damaged = new Uint8Array([
            ...bytes.slice(0, place),
            ...utf8(add),
            ...bytes.slice(place + skip),
          ]);
          const found = await paymentsIn(damaged);
          if (found === undefined) return;
          const due = rows.map(({ to, amount }) => `${to} ${amount}`);
          // A line that was lost into the text of another is seen by its number and by the total.
          const amounts = found.map((each) => each.split(' ').at(-1));
          expect(rows.map(({ amount }) => amount)).toEqual(expect.arrayContaining(amounts));
          if (found.length === due.length) expect(amounts).toEqual(rows.map(({ amount }) => amount));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
