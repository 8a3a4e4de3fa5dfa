import { setFlagsFromString } from 'node:v8';
import { Option, type Command } from 'commander';
import { TRANSACTION_TYPES } from '../../ledger/model/transaction-types.js';
import { TRANSACTION_STATUSES } from '../../ledger/model/transaction.js';
import { FORMAT_NAMES } from '../../reports/exports/format.js';
import type { Opened } from '../../rest/routes/stream.js';
import { withServices } from '../database.js';
import { readEntryOptions, readTransactionOptions, type FilterOptions } from './export-filter.js';
import { openTarget, writeTo, type TargetOptions } from './export-target.js';

type Options = TargetOptions & FilterOptions;

export function addExport(program: Command): void {
  const exporting = program
    .command('export')
    .description(
      'Write transactions or entries out as CSV or NDJSON, also while a server writes to the database.',
    );

  addOptions(
    exporting
      .command('transactions')
      .description('Transactions, oldest first, each as it is when its line is written.'),
  )
    .addOption(new Option('--status <status...>', 'only of these').choices(TRANSACTION_STATUSES))
    .option('--posted-from <time>', 'only what was posted at or after it')
    .option('--posted-to <time>', 'only what was posted before it')
    .option('--reference <text>', 'only with exactly this reference')
    .option('--min-amount <amount>', 'only of this amount or more; needs --currency')
    .option('--max-amount <amount>', 'only of this amount or less; needs --currency')
    .option('--counterparty-wallet-id <id>', 'only with this wallet on the other side')
    .option('--counterparty-id <id>', 'only with a wallet of this user on the other side')
    .action(async (options: Options) => {
      const { openTransactionExport } = await import('../../rest/routes/staff-exports.js');
      await exportTo(options, openTransactionExport(readTransactionOptions(options)));
    });

  addOptions(exporting.command('entries').description('Entries of all wallets, oldest first.')).action(
    async (options: Options) => {
      const { openEntryExport } = await import('../../rest/routes/staff-exports.js');
      await exportTo(options, openEntryExport(readEntryOptions(options)));
    },
  );
}

function addOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'how lines are written').choices(FORMAT_NAMES).default('csv'))
    .option('--out <file>', 'write to a new file and not to standard output')
    .option('--continue', 'put behind the lines of that file what comes after them')
    .addOption(new Option('--after <id>', 'continue after the line with this id').conflicts('continue'))
    .addOption(new Option('--type <type...>', 'only of these').choices(TRANSACTION_TYPES))
    .option('--currency <code>', 'only in this currency')
    .option('--wallet-id <id>', 'only of this wallet')
    .option('--owner-id <id>', 'only of this user’s wallets')
    .option('--from <time>', 'only what was made at or after it, such as 2026-01-01T00:00:00Z')
    .option('--to <time>', 'only what was made before it')
    .option('--search <text>', 'only what a search in the lists finds');
}

/**
 * Keeps V8's nursery small. V8 doubles it as a program goes on, until it is larger than all the rest of this one and full
 * of rows that were written long ago. A small one is emptied more often, which costs nothing measurable.
 */
function keepNurserySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

async function exportTo(options: Options, opened: Opened): Promise<void> {
  keepNurserySmall();
  const { writeExport } = await import('../../reports/exports/write.js');
  await withServices(async ({ storage }) => {
    const { format } = options;
    const target = await openTarget(options, opened);
    const place = { after: target.after ?? opened.after, headless: target.hasHead };
    await writeTo(target, writeExport(storage.reader.fork(), opened.source, { format, ...place }));
  });
}
