import { defineEntity, p } from '@mikro-orm/core';

export const SignInFailuresSchema = defineEntity({
  name: 'SignInFailures',
  tableName: 'sign_in_failures',
  properties: {
    /** SHA-256 of what failures are counted by, such as an account and an address, in hexadecimal. */
    countedBy: p.string().primary(),
    lastAt: p.datetime(),
    /** When all of them will be forgotten: one after the other, so this tells how many there are. */
    forgottenAt: p.datetime(),
  },
});

/** The failed attempts to sign in that are remembered of an account, an address or a device. */
export class SignInFailures extends SignInFailuresSchema.class {}
SignInFailuresSchema.setClass(SignInFailures);
