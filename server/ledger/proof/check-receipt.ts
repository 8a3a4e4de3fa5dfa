import { canonicalCheckpoint, canonicalEntry, canonicalLeaf } from '../chain/contents.js';
import { pathOf } from './merkle-path.js';
import { parseReceipt, ReceiptError, type Receipt } from './receipt.js';

/**
 * Checks a receipt with nothing but the public keys that the caller trusts, by WebCrypto: in Node and in a browser alike.
 *
 * @param file The receipt, byte by byte as the ledger gave it.
 * @param trustedKeys SubjectPublicKeyInfo in lower-case hexadecimal.
 * @throws ReceiptError that says what is wrong with it.
 */
export async function checkReceipt(file: Uint8Array, trustedKeys: readonly string[]): Promise<Receipt> {
  const receipt = parseReceipt(textOf(file));
  await checkSignature(receipt, trustedKeys);
  await checkInclusion(receipt);
  return receipt;
}

function textOf(file: Uint8Array): string {
  try {
    // Or the decoder would forgive a byte order mark, and put a sign of its own in the place of what is no UTF-8.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    throw new ReceiptError('it is not UTF-8');
  }
}

async function checkSignature(receipt: Receipt, trustedKeys: readonly string[]): Promise<void> {
  const { checkpoint, publicKey, signature } = receipt;
  const spki = bytesOf(publicKey);
  if ((await sha256(spki)) !== checkpoint.keyId) {
    throw new ReceiptError('its public key is not the one that the checkpoint names');
  }
  if (!trustedKeys.includes(publicKey)) {
    throw new ReceiptError(`it is signed by the key ${checkpoint.keyId}, which is not the one you trust`);
  }
  const key = await crypto.subtle.importKey('spki', spki, 'Ed25519', false, ['verify']);
  const signed = new TextEncoder().encode(JSON.stringify(canonicalCheckpoint(checkpoint)));
  if (!(await crypto.subtle.verify('Ed25519', key, bytesOf(signature), signed))) {
    throw new ReceiptError('the signature of its checkpoint is wrong');
  }
}

/** The entry leads to the head of its wallet's chain, the head to the leaf, and the leaf to the root that is signed. */
async function checkInclusion(receipt: Receipt): Promise<void> {
  const { checkpoint, entry, following, leafIndex, path, previous } = receipt;
  let head = previous;
  for (const digest of [await sha256Json(canonicalEntry(entry)), ...following]) {
    head = await sha256(bytesOf(head + digest));
  }
  const leaf = { head, sequence: entry.sequence + following.length, walletId: entry.walletId };
  let hash = await sha256(bytesOf('00'), new TextEncoder().encode(JSON.stringify(canonicalLeaf(leaf))));

  const steps = leafIndex < checkpoint.treeSize ? pathOf(leafIndex, checkpoint.treeSize) : undefined;
  if (steps?.length !== path.length) throw new ReceiptError('its path does not fit the tree');
  for (const [at, { isLeft }] of steps.entries()) {
    const sibling = path[at] ?? '';
    hash = await sha256(bytesOf('01' + (isLeft ? sibling + hash : hash + sibling)));
  }
  if (hash !== checkpoint.root) {
    throw new ReceiptError('its entry is not in the checkpoint: something in it was altered');
  }
}

async function sha256Json(value: object): Promise<string> {
  return sha256(new TextEncoder().encode(JSON.stringify(value)));
}

/** Of the bytes, one part after the other; in lower-case hexadecimal. */
async function sha256(...parts: readonly Uint8Array[]): Promise<string> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}
