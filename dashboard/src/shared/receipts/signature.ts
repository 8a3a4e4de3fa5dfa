import { fromHex, sha256 } from '../files/bytes';
import { canonical } from './canonical';
import type { TrustedKey } from './public-key';
import type { Receipt } from './receipt-file';
import type { Step, StepOutcome } from './step';

/** Checks that the key in the receipt is the one that its checkpoint names, and one that the reader trusts. */
export async function keyStep(
  { publicKey, checkpoint }: Receipt,
  trusted: readonly TrustedKey[],
): Promise<Step> {
  const id = await sha256(fromHex(publicKey));
  const step = (outcome: StepOutcome, finding: string): Step => ({
    name: 'key',
    outcome,
    finding,
    value: id,
  });
  if (id !== checkpoint.keyId) return step('failed', 'Its key is not the one that the checkpoint names.');
  if (!trusted.some(({ spki }) => spki === publicKey)) {
    return step('failed', 'It is signed with a key that is not the one you trust.');
  }
  return step('passed', 'It is signed with the key that you trust.');
}

/** Checks the signature with the key in the receipt; `keyStep` checks that key. */
export async function signatureStep({ publicKey, signature, checkpoint }: Receipt): Promise<Step> {
  const step = (outcome: StepOutcome, finding: string): Step => ({
    name: 'signature',
    outcome,
    finding,
    value: signature,
  });
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('spki', fromHex(publicKey), 'Ed25519', false, ['verify']);
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotSupportedError'
      ? step('impossible', 'This browser has no Ed25519, so it cannot check signatures. A newer one can.')
      : step('failed', 'The key in the receipt is not one of Ed25519.');
  }
  const isSigned = await crypto.subtle.verify('Ed25519', key, fromHex(signature), canonical(checkpoint));
  return isSigned
    ? step('passed', `Checkpoint ${checkpoint.number} was signed with this key.`)
    : step('failed', `The signature is not that of checkpoint ${checkpoint.number} by this key.`);
}
