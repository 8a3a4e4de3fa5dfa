import { defineEntity, p } from '@mikro-orm/core';

export const PasskeySchema = defineEntity({
  name: 'Passkey',
  tableName: 'passkeys',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    /** What the authenticator knows it by, in base64url. Unique. */
    credentialId: p.string().fieldName('credential'),
    /** COSE, in base64url. */
    publicKey: p.string(),
    /** How often it signed, as it says itself; 0 for ever where it does not count. One that goes back was copied. */
    counter: p.integer(),
    /** How a browser may reach it, as it said itself. */
    transports: p.json<readonly string[]>(),
    /** What its user calls it. */
    name: p.string(),
    /** Whether it is kept in more places than one device. */
    backedUp: p.boolean(),
    createdAt: p.datetime(),
    lastUsedAt: p.datetime().nullable(),
  },
});

/** The public half of a key that only its user’s device or password manager has. */
export class Passkey extends PasskeySchema.class {}
PasskeySchema.setClass(Passkey);
