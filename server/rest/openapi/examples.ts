import type { Json } from '../handling/json.js';

/** Example values by field; a request's example is made of those of its fields that are listed here. */
const BY_FIELD: Readonly<Record<string, Json>> = {
  email: 'amina@example.com',
  displayName: 'Amina Otieno',
  password: 'correct horse battery staple',
  currentPassword: 'correct horse battery staple',
  newPassword: 'wrong pony accumulator clip',
  device: 'Firefox on Linux',
  address: '192.0.2.10',
  name: 'School fees',
  ownerName: 'Amina Otieno',
  description: 'First savings',
  reference: 'order-1042',
  metadata: { channel: 'mobile' },
  // A transfer names a wallet or a person, so only one of toEmail and toWalletId is here.
  toEmail: 'brian@example.com',
  ending: 'b25l',
  expiresInDays: 90,
  access: 'READ',
  role: 'CUSTOMER',
  token: 'dGhpcyBpcyBub3QgYSByZWFsIHRva2VuLCBqdXN0IG9uZQ',
  minorUnits: '1250',
  sequence: 1,
  lockWaitHours: 48,
  walletIds: ['019bc0de-7c1a-7d2e-9a53-0b1f6c2d3e4f'],
  operation: 'deposit',
  key: '0b6b3a5c-6a1b-4c53-9d1f-0f2a4f7f2d11',
  credentialId: 'zS3XwTnkS0iXbVbN1uD9Vw',
  clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0',
  authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MdAAAAAQ',
  attestationObject: 'o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVgk',
  signature: 'MEUCIQDx0w',
  first: 20,
  reason: 'Confirmed by the bank',
  // The transfers of a batch.
  input: [
    {
      fromWalletId: '019bc0de-7c1a-7d2e-9a53-0b1f6c2d3e4f',
      toEmail: 'brian@example.com',
      amount: '12.50',
      currency: 'KES',
    },
  ],
};

const BY_TYPE: Readonly<Record<string, Json>> = {
  ID: '019bc0de-7c1a-7d2e-9a53-0b1f6c2d3e4f',
  BatchMode: 'EACH',
  Currency: 'KES',
  DateTime: '2026-01-15T09:00:00.000Z',
  Decimal: '12.50',
  GoalColour: 'TEAL',
  GoalEmoji: 'SCHOOL',
  LocalDate: '2027-03-01',
  RiskKind: 'LARGE_MOVEMENT',
  TransactionStatus: 'POSTED',
  TransactionType: 'DEPOSIT',
};

/** @param typeName Name of the innermost type. */
export function exampleOf(fieldName: string, typeName: string): Json | undefined {
  if (fieldName === 'toWalletId') return undefined;
  // The code of an app; in other types `code` is that of an error.
  if (fieldName === 'code' && typeName === 'String') return '492039';
  return BY_FIELD[fieldName] ?? BY_TYPE[typeName];
}
