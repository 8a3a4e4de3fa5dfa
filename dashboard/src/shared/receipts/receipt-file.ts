import canonicalize from 'canonicalize';

/** The entry in a receipt. Its amounts are whole numbers of minor units. */
export interface ReceiptEntry {
  readonly id: string;
  readonly walletId: string;
  readonly sequence: number;
  readonly transactionId: string;
  readonly currency: string;
  readonly amount: string;
  readonly balanceAfter: string;
  readonly createdAt: string;
}

/** The checkpoint in a receipt. */
export interface ReceiptCheckpoint {
  readonly number: number;
  readonly createdAt: string;
  readonly treeSize: number;
  /** The root of the Merkle tree over the heads of all wallets' chains. */
  readonly root: string;
  readonly keyId: string;
}

/** A receipt as docs/integrity.md describes it. Digests, keys and signatures are lower-case hexadecimal. */
export interface Receipt {
  readonly entry: ReceiptEntry;
  readonly previous: string;
  readonly following: readonly string[];
  readonly leafIndex: number;
  readonly path: readonly string[];
  readonly checkpoint: ReceiptCheckpoint;
  readonly signature: string;
  readonly publicKey: string;
}

/** Thrown for a file that is no receipt; the message explains to the reader what is wrong with it. */
export class UnreadableReceipt extends Error {}

type Test = (value: unknown) => boolean;

const matches =
  (pattern: RegExp): Test =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const is =
  (constant: unknown): Test =>
  (value) =>
    value === constant;
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every((item) => test(item));
const whole: Test = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const digest = matches(/^[0-9a-f]{64}$/);
const id = matches(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const time = matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const minorUnits = matches(/^(?:0|-?[1-9]\d{0,15})$/);

const ENTRY: Readonly<Record<string, Test>> = {
  v: is(1),
  id,
  walletId: id,
  sequence: whole,
  transactionId: id,
  currency: matches(/^[A-Z]{3}$/),
  amount: minorUnits,
  balanceAfter: minorUnits,
  createdAt: time,
  transaction: digest,
};

const CHECKPOINT: Readonly<Record<string, Test>> = {
  format: is('nissmart.checkpoint.v1'),
  number: whole,
  createdAt: time,
  treeSize: whole,
  root: digest,
  previous: orNull(digest),
  auditSequence: whole,
  auditHead: orNull(digest),
  keyId: digest,
};

const RECEIPT: Readonly<Record<string, Test>> = {
  format: is('nissmart.receipt.v1'),
  entry: (value) => hasFields(value, ENTRY),
  previous: digest,
  following: listOf(digest),
  leafIndex: whole,
  path: listOf(digest),
  checkpoint: (value) => hasFields(value, CHECKPOINT),
  signature: matches(/^[0-9a-f]{128}$/),
  publicKey: matches(/^(?:[0-9a-f]{2})+$/),
};

/**
 * Reads a receipt. There is one file for a receipt: its canonical JSON (RFC 8785), in UTF-8, with these fields and no others.
 * So whatever was changed about it, if only a space, it is refused.
 *
 * @throws UnreadableReceipt
 */
export function readReceipt(file: Uint8Array<ArrayBuffer>): Receipt {
  const text = decode(file);
  const value = parse(text);
  if (!isReceipt(value)) throw new UnreadableReceipt(whatIsWrong(value));
  if (canonicalize(value) !== text) {
    throw new UnreadableReceipt(
      'It is not written as the ledger writes it: canonical JSON, without white space.',
    );
  }
  return value;
}

function decode(file: Uint8Array<ArrayBuffer>): string {
  try {
    // Fails on invalid UTF-8 and keeps a byte order mark, so that neither goes unnoticed.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    throw new UnreadableReceipt('It is not text in UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnreadableReceipt('It is not JSON.');
  }
}

function isReceipt(value: unknown): value is Receipt {
  return hasFields(value, RECEIPT);
}

function hasFields(value: unknown, fields: Readonly<Record<string, Test>>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const tests = Object.entries(fields);
  return (
    Object.keys(value).length === tests.length &&
    tests.every(([name, test]) => Object.hasOwn(value, name) && test(Reflect.get(value, name)))
  );
}

function whatIsWrong(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('format' in value)) return 'It is not a receipt.';
  if (value.format !== 'nissmart.receipt.v1') return 'It is not a receipt of the kind nissmart.receipt.v1.';
  const wrong = Object.entries(RECEIPT).find(([name, test]) => !test(Reflect.get(value, name)));
  return wrong
    ? `Its field ${wrong[0]} is missing or not valid.`
    : 'It has a field that does not belong there.';
}
