import { defineEntity, p } from '@mikro-orm/core';

export const PasskeySchema = defineEntity({
  name: 'Passkey',
  tableName: 'passkeys',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    /** The authenticator's id of the key, in base64url. Unique. */
    credentialId: p.string().fieldName('credential'),
    /** COSE, in base64url. */
    publicKey: p.string(),
    /**
     * Number of signatures that the authenticator claims; always 0 where it does not count. A counter that goes back means
     * a copied key.
     */
    counter: p.integer(),
    /** Ways in which a browser may reach it, as the browser reported them. */
    transports: p.json<readonly string[]>(),
    /** Name given by its user. */
    name: p.string(),
    /** True when it is kept in more places than one device. */
    backedUp: p.boolean(),
    createdAt: p.datetime(),
    lastUsedAt: p.datetime().nullable(),
  },
});

/** The public half of a key that only its user’s device or password manager has. */
export class Passkey extends PasskeySchema.class {}
PasskeySchema.setClass(Passkey);
