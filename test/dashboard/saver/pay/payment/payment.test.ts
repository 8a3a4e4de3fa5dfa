import { describe, expect, test } from '@jest/globals';
import {
  edit,
  newPayment,
  notFound,
  receive,
  resume,
  review,
  send,
  startOver,
  type Payment,
} from '../../../../../dashboard/src/saver/pay/payment/payment';
import { FIELDS, LOST, networkProblem, REJECTED } from './payments';

const accepted = { type: 'accepted', transactionId: 't1', replayed: false } as const;
const refused = { type: 'refused', problem: networkProblem('RATE_LIMITED') } as const;
const newKey = () => 'key-2';

const draft = newPayment('deposit', 'key-1', FIELDS);
const reviewing = review(draft, newKey);
const sending = send(reviewing);
const unknown = receive(sending, LOST);

describe('The key of a payment', () => {
  test('When the form is changed before it is sent, then the key stays', () => {
    const changed = edit(reviewing, { ...FIELDS, amount: '2' }, newKey);
    expect(changed).toEqual({
      kind: 'deposit',
      key: 'key-1',
      fields: { ...FIELDS, amount: '2' },
      stage: 'draft',
    });
  });

  test.each([
    ['on its way', sending],
    ['of unknown outcome', unknown],
  ])('When a payment is %s, then nothing can change what is asked for, nor the key', (_stage, payment) => {
    expect(edit(payment, { ...FIELDS, amount: '2' }, newKey)).toBe(payment);
    expect(startOver(payment, newKey)).toBe(payment);
  });

  test('When the ledger has declined it, then the next attempt has a new key', () => {
    const rejected = receive(sending, REJECTED);
    expect(rejected).toMatchObject({ stage: 'rejected', key: 'key-1', problem: REJECTED.problem });
    expect(edit(rejected, FIELDS, newKey)).toMatchObject({ stage: 'draft', key: 'key-2' });
  });

  test('When what the ledger has declined is reviewed as it is, then it has a new key as well', () => {
    expect(review(receive(sending, REJECTED), newKey)).toEqual({
      kind: 'deposit',
      key: 'key-2',
      fields: FIELDS,
      stage: 'reviewing',
    });
  });

  test('When the server turned it away undecided, then the same key is sent again', () => {
    const again = receive(sending, refused);
    expect(again).toMatchObject({ stage: 'reviewing', key: 'key-1', problem: refused.problem });
    expect(send(again)).toMatchObject({ stage: 'sending', key: 'key-1' });
  });
});

describe('Sending', () => {
  test('When it is asked for twice, then the second time changes nothing', () => {
    expect(send(sending)).toBe(sending);
    expect(send(receive(sending, accepted))).toMatchObject({ stage: 'accepted' });
  });

  test('A form that was not reviewed cannot be sent', () => {
    expect(send(draft)).toBe(draft);
  });

  test('When the answer is lost and the retry is accepted, then it tells whether it was there before', () => {
    const retried = receive(send(unknown), { ...accepted, replayed: true });
    expect(retried).toMatchObject({ stage: 'accepted', key: 'key-1', transactionId: 't1', replayed: true });
  });

  test('When a retry is turned away, then the outcome of the first attempt stays unknown', () => {
    expect(receive(send(unknown), refused)).toMatchObject({ stage: 'unknown', key: 'key-1', missing: false });
  });

  test('An answer that comes after the payment was settled changes nothing', () => {
    const settled = receive(sending, accepted);
    expect(receive(settled, LOST)).toBe(settled);
  });
});

describe('An unknown outcome', () => {
  test('When the page went away while it was sent, then the outcome is unknown', () => {
    expect(resume(sending)).toMatchObject({ stage: 'unknown', missing: false, key: 'key-1' });
    expect(resume(reviewing)).toEqual(reviewing);
  });

  test('When it is taken up again, then what was in the way of the last attempt is forgotten', () => {
    expect(resume(receive(sending, refused))).toEqual(reviewing);
  });

  test('Only when the server knows nothing of the key may the payment be given up', () => {
    const missing = notFound(unknown);
    expect(missing).toMatchObject({ stage: 'unknown', missing: true });
    expect(startOver(missing, newKey)).toMatchObject({ stage: 'draft', key: 'key-2', fields: FIELDS });
  });

  test.each<[string, Payment]>([
    ['draft', draft],
    ['settled', receive(sending, accepted)],
  ])('A %s payment has none', (_stage, payment) => {
    expect(notFound(payment)).toBe(payment);
  });
});
