import { generateKeyPairSync } from 'node:crypto';
import { systemClock } from '../server/ledger/model/clock.js';
import { Checkpoints } from '../server/ledger/proof/checkpoints.js';
import { SigningKey } from '../server/ledger/proof/signing-key.js';
import { UnitsOfWork } from '../server/ledger/database/unit-of-work.js';
import type { Bank } from './bank.js';

/** Makes a function that signs a bank's changes since its last call. */
export function signerOf({ storage }: Bank): () => Promise<unknown> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = SigningKey.fromPem(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const units = new UnitsOfWork(storage.writer, (cause) => {
    throw new Error('A commit failed', { cause });
  });
  const checkpoints = new Checkpoints(storage.background, units, systemClock, key);
  return async () => checkpoints.write();
}
