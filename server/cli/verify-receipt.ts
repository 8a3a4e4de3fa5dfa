import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '../config/config.js';
import { isCurrency } from '../ledger/money/currencies.js';
import { amountInWords } from '../ledger/money/money.js';
import { checkReceipt } from '../ledger/proof/check-receipt.js';
import { ReceiptError, type Receipt } from '../ledger/proof/receipt.js';
import { ExitError } from '../config/exit-error.js';
import { placeOfKeys } from '../config/database-url.js';
import { defaultKeyFile, readTrustedKeys } from '../keys/key-ring.js';

export function addVerifyReceipt(program: Command): void {
  program
    .command('verify-receipt')
    .description(
      'Check the receipt of an entry, with nothing but the public key that you trust. Exit code 1 when it is not sound.',
    )
    .argument('<file>', 'the receipt, as the API gave it')
    .option('--key <file>', 'the public key, PEM; else the signing key beside the local database')
    .action(async (file: string, { key }: { key?: string }) => {
      const keyFile = key ?? localKeyFile();
      const trusted = readTrustedKeys(keyFile);
      const bytes = readBytes(file);
      try {
        const receipt = await checkReceipt(
          bytes,
          trusted.map(({ spki }) => spki),
        );
        for (const line of describe(receipt)) console.log(line);
        console.log(`${file} is sound: signed by the key of ${keyFile}.`);
      } catch (error) {
        if (error instanceof ReceiptError) throw new ExitError(`${file} is not sound: ${error.message}`);
        throw error;
      }
    });
}

/** Finds the local key file. A receipt names the key that signed it; to trust that one would prove nothing. */
function localKeyFile(): string {
  const { databaseUrl, signingKeyFile } = readConfig(process.env);
  const path = signingKeyFile ?? defaultKeyFile(placeOfKeys(databaseUrl));
  if (existsSync(path)) return path;
  throw new ExitError(
    `there is no signing key at ${path}; give the public key of the ledger with --key <file>, as GET /api/integrity/key answers it`,
    2,
  );
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ExitError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
}

function describe({ entry, checkpoint }: Receipt): string[] {
  const { currency } = entry;
  const money = (minor: string): string =>
    isCurrency(currency) ? amountInWords(Number(minor), currency) : `${minor} minor units of ${currency}`;
  return [
    `Entry ${entry.id}, number ${entry.sequence} of wallet ${entry.walletId}`,
    `${money(entry.amount)} at ${entry.createdAt}, balance after it ${money(entry.balanceAfter)}, transaction ${entry.transactionId}`,
    `in checkpoint ${checkpoint.number} of ${checkpoint.createdAt}`,
  ];
}
