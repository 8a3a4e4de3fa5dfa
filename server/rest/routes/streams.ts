import { visibleWallet } from '../../graphql/context/visible-wallet.js';
import { ENTRY_COLUMNS } from '../../reports/exports/entries.js';
import { FORMAT_NAMES } from '../../reports/exports/format.js';
import { STATEMENT_COLUMNS, statementExport } from '../../reports/exports/statement.js';
import { TRANSACTION_COLUMNS } from '../../reports/exports/transactions.js';
import { OWN_DATA_SECTIONS, writeOwnData } from '../../reports/own-data/document.js';
import { statementSpan } from '../../reports/wallets/statement.js';
import { isoIn, parseTimeZone } from '../../reports/shared/time-zone.js';
import {
  openEntryExport,
  openTransactionExport,
  type EntryExportVariables,
  type TransactionExportVariables,
} from './staff-exports.js';
import { documentOf, streamOf, type Stream } from './stream.js';

export type StreamName = 'walletStatementCsv' | 'exportTransactions' | 'exportEntries' | 'exportOwnData';

interface StatementVariables {
  readonly id: string;
  readonly from: Date;
  readonly to: Date;
  readonly timeZone?: string | null;
}

const TIME_ZONE =
  'A time zone of IANA’s, such as Africa/Nairobi: by whose clock the times are. UTC by default.';
const AFTER = 'The id in the last line that you have. The export continues after it, also much later.';
const RESUMABLE =
  'Everything that the filter finds, oldest first, up to what was the newest when the export began. An answer that breaks ' +
  'off is not complete: drop its last line unless it is whole, and continue after the id in the one before.';

/** Streams of the table's streamed routes. */
export const STREAMS: Readonly<Record<StreamName, Stream>> = {
  walletStatementCsv: streamOf<StatementVariables>(
    'query walletStatementCsv($id: ID!, $from: DateTime!, $to: DateTime!, $timeZone: String)',
    {
      descriptions: { from: 'Booked at or after.', to: 'Booked before.', timeZone: TIME_ZONE },
      formats: ['csv'],
      columns: STATEMENT_COLUMNS,
      description:
        'All of them, oldest first. The counterparty is a person, or the wallet where it is one of the owner’s own.',
      async open(context, { id, from, to, timeZone: asked }) {
        const timeZone = parseTimeZone(asked);
        const wallet = await visibleWallet(id, context, 'GET /api/wallets/{id}/statement.csv');
        const day = (moment: Date) => isoIn(moment, timeZone).slice(0, 10);
        const span = await statementSpan(context.loaders.em, wallet.id, from, to);
        const name = `statement-${day(from)}-${day(to)}`;
        return { source: statementExport(span.spans, timeZone), name, walletId: wallet.id };
      },
    },
  ),
  exportTransactions: streamOf<TransactionExportVariables>(
    'query exportTransactions($after: ID, $filter: TransactionFilter)',
    {
      descriptions: { after: AFTER },
      formats: FORMAT_NAMES,
      columns: TRANSACTION_COLUMNS,
      description: RESUMABLE,
      async open(_context, variables) {
        return Promise.resolve(openTransactionExport(variables));
      },
    },
  ),
  exportEntries: streamOf<EntryExportVariables>(
    'query exportEntries($after: ID, $walletId: ID, $ownerId: ID, $currency: Currency, $filter: EntryFilter)',
    {
      descriptions: {
        after: AFTER,
        walletId: 'Of this wallet.',
        ownerId: 'Of this user’s wallets.',
        currency: 'Of wallets in this currency.',
      },
      formats: FORMAT_NAMES,
      columns: ENTRY_COLUMNS,
      description: RESUMABLE,
      async open(_context, variables) {
        return Promise.resolve(openEntryExport(variables));
      },
    },
  ),
  exportOwnData: documentOf('query exportOwnData', {
    sections: OWN_DATA_SECTIONS,
    description:
      'One JSON document with all that is stored about you, and nothing that lets anybody in. Of other people it has what ' +
      'you see of them: their names beside what you sent each other, and what you wrote yourself. An answer that breaks ' +
      'off is not JSON. Only a session may, whose password was entered lately; each export is in the audit log.',
    async open({ known, services }) {
      return Promise.resolve({
        name: `nissmart-${services.clock.now().toISOString().slice(0, 10)}`,
        begin: async () => {
          const subject = await services.ownData.begin(known.userId, known.userId);
          return writeOwnData(services.longReads.fork(), subject, services.clock.now());
        },
      });
    },
  }),
};
