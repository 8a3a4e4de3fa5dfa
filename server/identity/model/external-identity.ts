import { defineEntity, p } from '@mikro-orm/core';

export const ExternalIdentitySchema = defineEntity({
  name: 'ExternalIdentity',
  tableName: 'external_identities',
  properties: {
    id: p.uuid().primary(),
    issuer: p.string(),
    /** The issuer's permanent id of the person: emails change hands, this does not. Unique with the issuer. */
    subject: p.string(),
    userId: p.uuid(),
    /** The email that the issuer gave last; nothing depends on it. */
    email: p.string().nullable(),
    linkedAt: p.datetime(),
    lastUsedAt: p.datetime(),
  },
});

/** Links a person at an OpenID Connect issuer to a user here. */
export class ExternalIdentity extends ExternalIdentitySchema.class {}
ExternalIdentitySchema.setClass(ExternalIdentity);
