import { defineEntity, p } from '@mikro-orm/core';

export const ExternalIdentitySchema = defineEntity({
  name: 'ExternalIdentity',
  tableName: 'external_identities',
  properties: {
    id: p.uuid().primary(),
    issuer: p.string(),
    /** What the issuer calls them, for good: emails change hands, this does not. Unique with the issuer. */
    subject: p.string(),
    userId: p.uuid(),
    /** What the issuer said last; nothing depends on it. */
    email: p.string().nullable(),
    linkedAt: p.datetime(),
    lastUsedAt: p.datetime(),
  },
});

/** Somebody at an OpenID Connect issuer, who is a user here. */
export class ExternalIdentity extends ExternalIdentitySchema.class {}
ExternalIdentitySchema.setClass(ExternalIdentity);
