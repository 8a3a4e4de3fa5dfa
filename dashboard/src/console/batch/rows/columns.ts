import { isCurrency } from '../../../../../server/ledger/money/currencies.js';
import type { Mistake } from './mistake';
import { BATCH_COLUMNS, type BatchColumn } from './batch';

/** Other names of the columns, without blanks and signs between the words, as people's spreadsheets have them. */
const OTHER_NAMES: Readonly<Record<BatchColumn, readonly string[]>> = {
  to: [
    ...['email', 'mail', 'emailaddress', 'toemail', 'recipient', 'recipientemail', 'payee', 'payeeemail'],
    ...['beneficiary', 'beneficiaryemail', 'wallet', 'walletid', 'towallet', 'towalletid'],
  ],
  amount: ['sum', 'value'],
  currency: ['ccy', 'curr', 'currencycode'],
  description: ['note', 'notes', 'memo', 'message', 'narration', 'details', 'purpose'],
  reference: ['ref', 'referenceno', 'referencenumber', 'refno', 'yourreference'],
};
const NEEDED: readonly BatchColumn[] = ['to', 'amount'];

/** The columns of a file, in its order. */
export interface Columns {
  readonly names: readonly BatchColumn[];
  /** The currency that the heading of the amounts names, as in "Amount (KES)"; empty when it names none. */
  readonly currency: string;
}

/** Reads the first line of a file: the columns, or all that is wrong with it. */
export function readColumns(
  line: number,
  headings: readonly string[],
): { readonly columns: Columns; readonly mistakes: readonly Mistake[] } {
  const read = headings.map((heading) => ({ heading, ...columnOf(heading) }));
  const mistakes: string[] = [];
  for (const { heading, name } of read) {
    if (name !== undefined) continue;
    const what = heading === '' ? 'A column has no name' : `There is no column “${heading}”`;
    mistakes.push(`${what}. The columns are ${ALL}.`);
  }
  for (const name of BATCH_COLUMNS) {
    const [first, second] = read.filter((column) => column.name === name);
    if (first && second) mistakes.push(twiceInWords(name, first.heading, second.heading));
  }
  for (const name of NEEDED.filter((needed) => read.every((column) => column.name !== needed)))
    mistakes.push(`There is no column “${name}”. The first line names the columns: ${ALL}.`);
  return {
    columns: {
      names: read.flatMap(({ name }) => name ?? []),
      currency: read.find(({ name }) => name === 'amount')?.currency ?? '',
    },
    mistakes: mistakes.map((words) => ({ line, words })),
  };
}

const ALL = `${BATCH_COLUMNS.slice(0, -1).join(', ')} and ${BATCH_COLUMNS.at(-1) ?? ''}`;

function columnOf(heading: string): { name: BatchColumn | undefined; currency?: string } {
  const spelled = heading.toLowerCase().replaceAll(/[\s_.:-]+/g, '');
  const currency = /^amount(?:in)?\(?([a-z]{3})\)?$/.exec(spelled)?.[1]?.toUpperCase();
  if (currency !== undefined && isCurrency(currency)) return { name: 'amount', currency };
  return { name: BATCH_COLUMNS.find((name) => name === spelled || OTHER_NAMES[name].includes(spelled)) };
}

function twiceInWords(name: BatchColumn, first: string, second: string): string {
  if (first.toLowerCase() === second.toLowerCase()) return `Two columns are called “${first.toLowerCase()}”.`;
  return `“${first}” and “${second}” both say the same thing, “${name}”. Keep one of them.`;
}
