import { defineEntity, p } from '@mikro-orm/core';

export const TotpSecretSchema = defineEntity({
  name: 'TotpSecret',
  tableName: 'totp_secrets',
  properties: {
    userId: p.uuid().primary(),
    /** Id of the key that it is encrypted under. */
    keyId: p.string().fieldName('sealed_under'),
    /** The secret that the user’s app has too, encrypted: see `Sealer`. */
    sealed: p.string(),
    createdAt: p.datetime(),
    /** Time when a code showed that an app has it; null before that. */
    enabledAt: p.datetime().nullable(),
    /** The last half minute whose code was taken: neither it nor an earlier one is taken again. */
    lastStep: p.integer().nullable(),
  },
});

/** The secret from which one user’s app makes its codes. */
export class TotpSecret extends TotpSecretSchema.class {}
TotpSecretSchema.setClass(TotpSecret);
