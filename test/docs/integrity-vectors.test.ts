import { createHash, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { describe, expect, test } from '@jest/globals';
import {
  digestOfEntry,
  digestOfTransaction,
  digestOfWallet,
  type TransactionContent,
  type WalletContent,
} from '../../server/ledger/chain/chain.js';
import { link } from '../../server/ledger/chain/digest.js';
import { checkReceipt } from '../../server/ledger/proof/check-receipt.js';
import { digestOfCheckpoint, signedText } from '../../server/ledger/proof/checkpoint.js';
import type { CheckpointContent, EntryContent, LeafContent } from '../../server/ledger/chain/contents.js';
import { pathOf } from '../../server/ledger/proof/merkle-path.js';
import { changedNodes, hashOfLeaf } from '../../server/ledger/proof/merkle-tree.js';
import { ReceiptError } from '../../server/ledger/proof/receipt.js';
import { SigningKey, VerifyingKey } from '../../server/ledger/proof/signing-key.js';
import { PROJECT } from '../support/process.js';

interface Hashed<Content> {
  readonly content: Content;
  readonly canonical: string;
  readonly digest: string;
}

interface Vectors {
  readonly wallets: readonly Hashed<WalletContent>[];
  readonly transactions: readonly Hashed<TransactionContent>[];
  readonly entries: readonly (Hashed<EntryContent> & { previous: string; hash: string })[];
  readonly leaves: readonly { content: LeafContent; canonical: string; hash: string }[];
  readonly trees: readonly { treeSize: number; root: string; paths: string[][] }[];
  readonly key: { seed: string; id: string; publicKey: string; pem: string };
  readonly checkpoints: readonly (Hashed<CheckpointContent> & { signature: string })[];
  readonly receipt: string;
  readonly refused: readonly { why: string; text: string }[];
}

const vectors = JSON.parse(readFileSync(join(PROJECT, 'docs/integrity-vectors.json'), 'utf8')) as Vectors;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('The test vectors', () => {
  test('When contents are written in canonical JSON, then texts and digests are those', () => {
    const { wallets, transactions, entries, checkpoints } = vectors;
    for (const { content, canonical, digest } of [...wallets, ...transactions, ...entries, ...checkpoints]) {
      expect(canonicalize(content)).toBe(canonical);
      expect(sha256(canonical)).toBe(digest);
    }
    expect(wallets.map(({ content }) => digestOfWallet(content))).toEqual(wallets.map((one) => one.digest));
    expect(transactions.map(({ content }) => digestOfTransaction(content))).toEqual(
      transactions.map((one) => one.digest),
    );
    expect(entries.map(({ content }) => digestOfEntry(content))).toEqual(entries.map((one) => one.digest));
    expect(checkpoints.map(({ content }) => digestOfCheckpoint(content))).toEqual(
      checkpoints.map((one) => one.digest),
    );
  });

  test('When entries are linked, then the hashes are those', () => {
    for (const { previous, digest, hash } of vectors.entries) expect(link(previous, digest)).toBe(hash);
    const beginnings = vectors.wallets.map(({ digest }) => digest);
    for (const { content, previous } of vectors.entries) {
      if (content.sequence === 1) expect(beginnings).toContain(previous);
    }
  });

  test('When trees are built, then leaves, roots and paths are those', async () => {
    const hashes = vectors.leaves.map(({ content }) => hashOfLeaf(content));
    expect(hashes).toEqual(vectors.leaves.map(({ hash }) => hash));
    for (const { treeSize, root, paths } of vectors.trees) {
      const leaves = new Map(hashes.slice(0, treeSize).entries());
      const nodes = await changedNodes(leaves, treeSize, async () => Promise.resolve(new Map()));
      const at = new Map(nodes.map(({ level, index, hash }) => [`${level} ${index}`, hash]));
      expect(nodes.at(-1)?.hash).toBe(root);
      expect(
        paths.map((_, leaf) => pathOf(leaf, treeSize).map(({ level, index }) => at.get(`${level} ${index}`))),
      ).toEqual(paths);
    }
  });

  test('When checkpoints are signed, then the key and the signatures are those', () => {
    const { seed, id, publicKey, pem } = vectors.key;
    const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
    const key = SigningKey.fromPem(
      createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' })
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    );
    expect([key.id, key.spki, key.pem]).toEqual([id, publicKey, pem]);
    for (const { content, signature } of vectors.checkpoints) {
      expect(key.sign(signedText(content))).toBe(signature);
      expect(VerifyingKey.fromPem(pem).hasSigned(signedText(content), signature)).toBe(true);
    }
  });

  test('When the receipt is checked, then it is sound', async () => {
    const receipt = await checkReceipt(Buffer.from(vectors.receipt), [vectors.key.publicKey]);
    expect(receipt.entry).toMatchObject({ amount: '100000', balanceAfter: '100000', sequence: 1 });
  });

  test.each(vectors.refused)('When $why, then the receipt is refused', async ({ text }) => {
    await expect(checkReceipt(Buffer.from(text), [vectors.key.publicKey])).rejects.toThrow(ReceiptError);
  });
});
