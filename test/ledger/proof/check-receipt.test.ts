import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkReceipt } from '../../../server/ledger/proof/check-receipt.js';
import { canonicalReceipt, ReceiptError, type Receipt } from '../../../server/ledger/proof/receipt.js';
import { depositTo, transferFrom, withdrawFrom } from '../../support/commands.js';
import { TestLedger } from '../../support/ledger.js';
import { allReceipts, checkpointsOf, fileOf, newSigningKey } from '../../support/proof.js';

const key = newSigningKey();
let receipt: Receipt;
let other: Receipt;

beforeAll(async () => {
  const t = await TestLedger.open();
  const checkpoints = checkpointsOf(t, key);
  const amina = await t.wallet({ balance: 5_000 });
  const brian = await t.wallet();
  await t.wallet({ currency: 'JPY' });
  await checkpoints.write();
  await t.ledger.submit(depositTo(brian, 7));
  await t.ledger.submit(transferFrom(amina, { walletId: brian.id }, 300));
  await t.ledger.submit(withdrawFrom(amina, 10));
  await t.ledger.submit(withdrawFrom(amina, 20));
  await checkpoints.write();
  const receipts = [...(await allReceipts(t)).values()];
  const found = receipts.find(({ entry }) => entry.walletId === amina.id && entry.sequence === 2);
  const another = receipts.find(({ entry }) => entry.walletId === brian.id && entry.sequence === 1);
  if (!found || !another) throw new Error('Both were made above');
  [receipt, other] = [found, another];
  expect(receipt.following).toHaveLength(2);
  expect(receipt.path.length).toBeGreaterThan(1);
  expect(receipt.checkpoint.number).toBe(2);
});

async function refusalOf(
  file: Uint8Array,
  keys: readonly string[] = [key.spki],
): Promise<string | undefined> {
  try {
    await checkReceipt(file, keys);
    return undefined;
  } catch (error) {
    if (error instanceof ReceiptError) return error.message;
    throw error;
  }
}

const altered = (changes: Partial<Receipt>): Buffer => fileOf(canonicalReceipt({ ...receipt, ...changes }));

describe('A receipt', () => {
  test('When nothing was altered, then it is sound and says what the entry says', async () => {
    const { entry } = await checkReceipt(fileOf(receipt), [newSigningKey().spki, key.spki]);
    expect(entry).toMatchObject({ amount: '-300', balanceAfter: '4700', currency: 'KES', sequence: 2 });
  });

  test('When any byte is changed, removed or doubled, then it is refused', async () => {
    const file = fileOf(receipt);
    const passed: string[] = [];
    for (let at = 0; at < file.length; at += 1) {
      const [before, byte, after] = [file.subarray(0, at), file.readUInt8(at), file.subarray(at + 1)];
      const others = [byte ^ 0x01, byte ^ 0x02, byte ^ 0x20, byte ^ 0x80, 0x20].filter((one) => one !== byte);
      const files = [
        ...others.map((one) => Buffer.concat([before, Buffer.from([one]), after])),
        Buffer.concat([before, after]),
        Buffer.concat([before, Buffer.from([byte, byte]), after]),
        Buffer.concat([before, Buffer.from(' '), file.subarray(at)]),
        Buffer.concat([before, Buffer.from('\n'), file.subarray(at)]),
      ];
      for (const each of files) {
        if (!each.equals(file) && (await refusalOf(each)) === undefined) passed.push(each.toString('latin1'));
      }
    }
    expect(passed).toEqual([]);
    for (const end of ['\n', ' ', '\u0000', '{}']) {
      expect(await refusalOf(Buffer.concat([file, Buffer.from(end)]))).toBeDefined();
    }
    expect(await refusalOf(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file]))).toBe('it is not JSON');
  });

  test('When a part of another sound receipt is put in, then it is refused', async () => {
    for (const part of ['entry', 'following', 'leafIndex', 'path', 'previous'] as const) {
      expect([part, await refusalOf(altered({ [part]: other[part] }))]).toEqual([
        part,
        expect.stringMatching(/not in the checkpoint|does not fit/),
      ]);
    }
    const older = { ...receipt.checkpoint, number: 1, previous: null };
    expect(await refusalOf(altered({ checkpoint: older }))).toBe('the signature of its checkpoint is wrong');
  });

  test('When the leaf of a later moment is shown for the entry, then it is refused', async () => {
    const { following } = receipt;
    expect(await refusalOf(altered({ following: following.slice(0, 1) }))).toMatch(/not in the checkpoint/);
    expect(await refusalOf(altered({ following: following.toReversed() }))).toMatch(/not in the checkpoint/);
    expect(await refusalOf(altered({ following: [...following, following[0] ?? ''] }))).toMatch(
      /not in the checkpoint/,
    );
  });

  test('When it is signed by another key, then it is refused, whatever key it carries', async () => {
    const forger = newSigningKey();
    expect(await refusalOf(fileOf(receipt), [forger.spki])).toMatch(/not the one you trust/);
    expect(await refusalOf(fileOf(receipt), [])).toMatch(/not the one you trust/);
    expect(await refusalOf(altered({ publicKey: forger.spki }))).toBe(
      'its public key is not the one that the checkpoint names',
    );
    const forged = { checkpoint: { ...receipt.checkpoint, keyId: forger.id }, publicKey: forger.spki };
    expect(await refusalOf(altered(forged))).toMatch(/not the one you trust/);
  });

  test.each([
    ['is no object', '[]', 'the receipt is not an object'],
    ['is empty', '', 'it is not JSON'],
    ['is of another kind', '{"format":"x"}', 'it is not a nissmart.receipt.v1'],
  ])('When it %s, then it says so', async (_what, text, message) => {
    expect(await refusalOf(Buffer.from(text))).toBe(message);
  });

  test('When it says the same in other words, then it is refused', async () => {
    const text = fileOf(receipt).toString();
    const spelt = [
      JSON.stringify(JSON.parse(text), null, 2),
      text.replace('{', '{"format":"nissmart.receipt.v1",'),
      text.replace('"leafIndex":', '"leafIndex":0,"leafIndex":'),
      text.replace('"leafIndex":', '"extra":1,"leafIndex":'),
      text.replace('"currency":"KES"', '"currency":"K\\u0045S"'),
      text.replace('"sequence":2', '"sequence":2.0'),
      text.replace('"sequence":2', '"sequence":0.2e1'),
      text.replace(receipt.previous, receipt.previous.toUpperCase()),
    ];
    for (const each of spelt) {
      expect(each).not.toBe(text);
      expect(await refusalOf(Buffer.from(each))).toMatch(/not written as the ledger writes it|not valid/);
    }
  });
});
