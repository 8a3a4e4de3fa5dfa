import { inclusion } from './inclusion';
import type { TrustedKey } from './public-key';
import { readReceipt, UnreadableReceipt, type Receipt } from './receipt-file';
import { keyStep, signatureStep } from './signature';
import { STEPS, type Step, type StepOutcome } from './step';

/*
 * Checks receipts in the browser, as docs/integrity.md says it is done. It shares no code with the server: what the server
 * says about itself would prove nothing.
 */

export interface ReceiptCheck {
  /** `unknown`: nothing is wrong with it, but this browser cannot check the signature. */
  readonly verdict: 'valid' | 'invalid' | 'unknown';
  readonly steps: readonly Step[];
  /** The content of the receipt; to be believed only when the check has passed. */
  readonly receipt?: Receipt;
}

/** Explains why a page cannot check: browsers offer cryptography only over HTTPS, or from the same machine. */
export const INSECURE =
  'Browsers have the cryptography for it only on pages that come by https, or from your own machine (localhost). ' +
  'Open this page in that way.';

export function canCheckReceipts(): boolean {
  return 'subtle' in crypto;
}

/**
 * Checks a receipt with nothing but keys that the reader trusts.
 *
 * @param file The receipt, byte by byte as the ledger gave it.
 */
export async function checkReceipt(
  file: Uint8Array<ArrayBuffer>,
  trusted: readonly TrustedKey[],
): Promise<ReceiptCheck> {
  const receipt = readOrReason(file);
  if (receipt instanceof UnreadableReceipt) return unreadable(receipt);
  const steps: Step[] = [
    { name: 'file', outcome: 'passed', finding: 'It is exactly what the ledger writes, byte by byte.' },
    ...(await inclusion(receipt)),
    await keyStep(receipt, trusted),
    await signatureStep(receipt),
  ];
  return { verdict: verdictOf(steps), steps, receipt };
}

function readOrReason(file: Uint8Array<ArrayBuffer>): Receipt | UnreadableReceipt {
  try {
    return readReceipt(file);
  } catch (error) {
    if (error instanceof UnreadableReceipt) return error;
    throw error;
  }
}

function unreadable({ message }: UnreadableReceipt): ReceiptCheck {
  const [first, ...rest] = STEPS;
  const skipped = rest.map((name): Step => ({ name, outcome: 'skipped', finding: 'Not reached.' }));
  return { verdict: 'invalid', steps: [{ name: first, outcome: 'failed', finding: message }, ...skipped] };
}

function verdictOf(steps: readonly Step[]): ReceiptCheck['verdict'] {
  const has = (outcome: StepOutcome) => steps.some((step) => step.outcome === outcome);
  if (has('failed')) return 'invalid';
  return has('impossible') ? 'unknown' : 'valid';
}
