import { generateKeyPairSync } from 'node:crypto';
import { Checkpoints } from '../../server/ledger/proof/checkpoints.js';
import type { Receipt } from '../../server/ledger/proof/receipt.js';
import { receiptsOf } from '../../server/ledger/proof/receipts.js';
import { SigningKey } from '../../server/ledger/proof/signing-key.js';
import type { TestLedger } from './ledger.js';
import { rawRows } from './raw-sql.js';

export function newSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return SigningKey.fromPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
}

export function checkpointsOf(
  { storage, units, clock }: TestLedger,
  key = newSigningKey(),
  leavesMax?: number,
  entriesMax?: number,
): Checkpoints {
  return new Checkpoints(storage.background, units, clock, key, leavesMax, entriesMax);
}

/** The receipts of all entries that have one, by the id of the entry. */
export async function allReceipts(ledger: TestLedger): Promise<Map<string, Receipt>> {
  const entries = await rawRows<{ id: string }>(
    ledger,
    'select id from entries order by wallet_id, sequence',
  );
  return receiptsOf(
    ledger.storage.reader.fork(),
    entries.map(({ id }) => id),
  );
}

/** A receipt as the API answers it. */
export function fileOf(receipt: object): Buffer {
  return Buffer.from(JSON.stringify(receipt));
}
