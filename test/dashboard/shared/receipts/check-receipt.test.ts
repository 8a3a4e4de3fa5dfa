import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { fromHex, sha256, utf8 } from '../../../../dashboard/src/shared/files/bytes';
import { checkReceipt, type ReceiptCheck } from '../../../../dashboard/src/shared/receipts/check-receipt';
import { rootOf } from '../../../../dashboard/src/shared/receipts/merkle';
import { readPublicKeys, UnreadableKey } from '../../../../dashboard/src/shared/receipts/public-key';
import type { StepName } from '../../../../dashboard/src/shared/receipts/step';
import { PROJECT } from '../../../support/process.js';

interface Vectors {
  readonly entries: readonly { canonical: string; digest: string; previous: string; hash: string }[];
  readonly leaves: readonly { canonical: string; hash: string }[];
  readonly trees: readonly { treeSize: number; root: string; paths: string[][] }[];
  readonly key: { id: string; publicKey: string; pem: string };
  readonly receipt: string;
  readonly refused: readonly { why: string; text: string }[];
}

const vectors = JSON.parse(readFileSync(join(PROJECT, 'docs/integrity-vectors.json'), 'utf8')) as Vectors;
const TRUSTED = [{ spki: vectors.key.publicKey, id: vectors.key.id }];
const RECEIPT_BYTES = utf8(vectors.receipt);

const check = async (text: string, trusted = TRUSTED) => checkReceipt(utf8(text), trusted);

function failedSteps({ steps }: ReceiptCheck): StepName[] {
  return steps.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
}

/** The receipt with something else in one place, written as the ledger would write it. */
function altered(path: string, value: unknown): string {
  const receipt: unknown = JSON.parse(vectors.receipt);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce<unknown>((object, name) => Reflect.get(Object(object), name), receipt);
  Reflect.set(Object(holder), last, value);
  return JSON.stringify(receipt);
}

describe('The test vectors', () => {
  test('When contents are hashed, then digests and chains are those', async () => {
    for (const { canonical, digest, previous, hash } of vectors.entries) {
      expect(await sha256(utf8(canonical))).toBe(digest);
      expect(await sha256(fromHex(previous + digest))).toBe(hash);
    }
    for (const { canonical, hash } of vectors.leaves) {
      expect(await sha256(fromHex('00'), utf8(canonical))).toBe(hash);
    }
  });

  test('When a leaf follows its path, then it comes to the root, and by no other way', async () => {
    for (const { treeSize, root, paths } of vectors.trees) {
      for (const [leaf, path] of paths.entries()) {
        const { hash = '' } = vectors.leaves[leaf] ?? {};
        expect(await rootOf(hash, leaf, treeSize, path)).toBe(root);
        expect(await rootOf(hash, treeSize, treeSize, path)).toBeUndefined();
        expect(await rootOf(hash, leaf, treeSize, [...path, root])).toBeUndefined();
        if (path.length > 0) expect(await rootOf(hash, leaf, treeSize, path.slice(1))).toBeUndefined();
        for (const other of paths.keys()) {
          if (other !== leaf) expect(await rootOf(hash, other, treeSize, path)).not.toBe(root);
        }
      }
    }
  });

  test('When the receipt is checked, then every step passes', async () => {
    const { verdict, steps, receipt } = await check(vectors.receipt);
    expect(verdict).toBe('valid');
    expect(steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'file passed',
      'entry passed',
      'chain passed',
      'path passed',
      'key passed',
      'signature passed',
    ]);
    expect(receipt?.entry).toMatchObject({ amount: '100000', balanceAfter: '100000', sequence: 1 });
  });

  test.each(vectors.refused)('When $why, then the receipt is refused', async ({ text }) => {
    const result = await check(text);
    expect(result.verdict).toBe('invalid');
    expect(failedSteps(result)).not.toEqual([]);
  });
});

describe('A receipt that was altered', () => {
  test('When any byte of it is another, then it is never valid', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: RECEIPT_BYTES.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const bytes = RECEIPT_BYTES.slice();
          bytes[at] = (bytes[at] ?? 0) ^ change;
          expect((await checkReceipt(bytes, TRUSTED)).verdict).toBe('invalid');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('When a digit or letter of it is the next one, then it is never valid, wherever that is', async () => {
    for (let at = 0; at < RECEIPT_BYTES.length; at += 1) {
      const bytes = RECEIPT_BYTES.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(`${at} ${(await checkReceipt(bytes, TRUSTED)).verdict}`).toBe(`${at} invalid`);
    }
  });

  test.each<[string, string, unknown, StepName[]]>([
    ['the amount', 'entry.amount', '100001', ['path']],
    ['the balance', 'entry.balanceAfter', '900000', ['path']],
    ['the hash before', 'previous', '0'.repeat(64), ['path']],
    ['what follows', 'following', ['0'.repeat(64)], ['path']],
    ['the place in the tree', 'leafIndex', 0, ['path']],
    ['the path', 'path', [], ['path']],
    ['the root', 'checkpoint.root', '0'.repeat(64), ['path', 'signature']],
    ['the number of the checkpoint', 'checkpoint.number', 9, ['signature']],
    ['the time of the checkpoint', 'checkpoint.createdAt', '2026-01-15T09:00:09.001Z', ['signature']],
    ['the signature', 'signature', '0'.repeat(128), ['signature']],
    ['the key id', 'checkpoint.keyId', '0'.repeat(64), ['key', 'signature']],
    ['the key', 'publicKey', `302a300506032b6570032100${'0'.repeat(64)}`, ['key', 'signature']],
    ['the format', 'format', 'nissmart.receipt.v2', ['file']],
    ['a field that is new', 'note', 'paid', ['file']],
    ['the kind of a field', 'entry.sequence', '1', ['file']],
  ])('When it is %s, then that step fails', async (_what, path, value, steps) => {
    const result = await check(altered(path, value));
    expect(result.verdict).toBe('invalid');
    expect(failedSteps(result)).toEqual(steps);
  });

  test('When the file cannot be read, then no other step is reached', async () => {
    const { steps } = await check(`${vectors.receipt}\n`);
    expect(steps.map(({ outcome }) => outcome)).toEqual(['failed', ...new Array<string>(5).fill('skipped')]);
  });
});

describe('The key', () => {
  test('When somebody trusts another one, then the receipt is not valid although its signature is right', async () => {
    const other = `302a300506032b6570032100${'1'.repeat(64)}`;
    const result = await check(vectors.receipt, [{ spki: other, id: '0'.repeat(64) }]);
    expect(failedSteps(result)).toEqual(['key']);
    expect(failedSteps(await check(vectors.receipt, []))).toEqual(['key']);
  });

  test('When it is pasted as the server gives it, then it is read, also among others', async () => {
    expect(await readPublicKeys(vectors.key.pem)).toEqual(TRUSTED);
    expect(await readPublicKeys(`# old and new\n${vectors.key.pem}\n${vectors.key.pem}`)).toEqual([
      ...TRUSTED,
      ...TRUSTED,
    ]);
  });

  test.each([
    ['nothing', '', 'not a public key in PEM'],
    ['hexadecimal', vectors.key.publicKey, 'not a public key in PEM'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'a private key'],
    [
      'another kind of key',
      '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----',
      'not a public key of Ed25519',
    ],
    ['a damaged key', vectors.key.pem.replace('MCow', '!!!!'), 'not a public key of Ed25519'],
  ])('When it is %s, then it is refused and says why', async (_what, text, why) => {
    await expect(readPublicKeys(text)).rejects.toThrow(UnreadableKey);
    await expect(readPublicKeys(text)).rejects.toThrow(why);
  });

  test('When the browser has no Ed25519, then nobody is told that the receipt is valid', async () => {
    const importKey = jest.spyOn(crypto.subtle, 'importKey');
    importKey.mockRejectedValue(new DOMException('', 'NotSupportedError'));
    const { verdict, steps } = await check(vectors.receipt);
    expect(verdict).toBe('unknown');
    expect(steps.at(-1)?.outcome).toBe('impossible');
    expect((await check(altered('entry.amount', '5'))).verdict).toBe('invalid');
    importKey.mockRestore();
  });
});
