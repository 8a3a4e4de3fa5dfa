import { describe, expect, test } from '@jest/globals';
import { readPastedBatch } from '../../../../../dashboard/src/console/batch/rows/batch-file.js';
import { rowProblem } from '../../../../../dashboard/src/console/batch/rows/batch.js';
import { templateLines } from '../../../../../dashboard/src/console/batch/rows/template.js';

const row = { line: 2, to: 'a@x.io', amount: '12.50', currency: '', description: '', reference: '' };

describe('The columns', () => {
  test.each<[string, string[]]>([
    [
      'to',
      [
        'to',
        'Email',
        'E-Mail',
        'E-mail address',
        'Recipient',
        'payee',
        'BENEFICIARY',
        'Wallet ID',
        'to_email',
      ],
    ],
    ['amount', ['Amount', ' AMOUNT ', 'Sum', 'Value']],
    ['currency', ['currency', 'Currency code', 'CCY']],
    ['description', ['Description', 'Note', 'Narration', 'Memo', 'details']],
    ['reference', ['reference', 'Ref.', 'Reference No.', 'reference_number']],
  ])('“%s” may be called by its other names, in any place', (name, spellings) => {
    const cells = { to: 'a@x.io', amount: '12.50', currency: 'KES', description: 'Rent', reference: 'R7' };
    for (const spelling of spellings) {
      const backwards = Object.entries(cells).reverse();
      const heading = backwards.map(([column]) => (column === name ? spelling : column)).join();
      const content = `${heading}\n${backwards.map(([, cell]) => cell).join()}`;
      expect({ spelling, ...readPastedBatch(content) }).toEqual({
        spelling,
        content: [{ line: 2, ...cells }],
      });
    }
  });

  test.each(['Amount (KES)', 'amount in KES', 'AMOUNT KES', 'Amount_kes'])(
    'may have the currency of all amounts: %s',
    (heading) => {
      const { content } = readPastedBatch(`${heading},to\n12.50,a@x.io`);
      expect(content).toEqual([{ ...row, currency: 'KES' }]);
    },
  );

  test('of currencies say it for their own lines', () => {
    const { content } = readPastedBatch('Amount (KES),to,currency\n12.50,a@x.io,\n3,b@x.io,ugx');
    expect(content?.map(({ currency }) => currency)).toEqual(['KES', 'UGX']);
  });
});

test('The template is a file whose one line is refused until it is written over', () => {
  const { content = [] } = readPastedBatch(templateLines().join(''));
  const source = { id: '00000000-0000-7000-8000-000000000000', currency: 'KES' } as const;
  expect(content.map((each) => rowProblem(each, source))).toEqual([
    'This is the example of the template. Write over it, or remove the line.',
  ]);
  expect(content.map((each) => rowProblem({ ...each, to: 'amina@example.com' }, source))).toEqual([
    undefined,
  ]);
});
