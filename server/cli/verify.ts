import type { Command } from 'commander';
import type { Problem } from '../ledger/verify.js';
import { Failure } from '../process/failure.js';
import { withServices } from './database.js';

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'Prove the books: every balance, entry, sequence, key and total. Exit code 1 when anything is wrong.',
    )
    .action(async () => {
      await withServices(async ({ storage, units, clock }) => {
        const { recordVerification, verifyBooks } = await import('../ledger/verify.js');
        const found = await verifyBooks(storage.reader, clock);
        const { wallets, transactions, entries, idempotencyRecords, durationMs, problems, problemCount } =
          found;
        console.log(`${storage.path}, as of ${found.startedAt.toISOString()}`);
        console.log(
          `Checked ${wallets} wallets, ${transactions} transactions, ${entries} entries and ` +
            `${idempotencyRecords} idempotency records in ${Math.ceil(durationMs)} ms.`,
        );
        for (const problem of problems) console.log(lineOf(problem));
        if (problemCount > problems.length) console.log(`… and ${problemCount - problems.length} more`);

        await recordVerification(units, found);
        if (problemCount > 0) throw new Failure(`the books have ${counted(problemCount, 'problem')}`);
        console.log('The books are right.');
      });
    });
}

function lineOf({ code, subject, message, expected, found }: Problem): string {
  const row = subject.id === null ? subject.table : `${subject.table} ${subject.id}`;
  return `${code} in ${row}: ${message} (expected ${expected}, found ${found})`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
