import { defineEntity, p } from '@mikro-orm/core';

export const SignInFailuresSchema = defineEntity({
  name: 'SignInFailures',
  tableName: 'sign_in_failures',
  properties: {
    /** SHA-256 of the key that failures are counted under, such as an account and an address, in hexadecimal. */
    countedBy: p.string().primary(),
    lastAt: p.datetime(),
    /** Time when the last failure will be forgotten: they are forgotten one by one, so this encodes their number. */
    forgottenAt: p.datetime(),
  },
});

/** Remembered failures to sign in of an account, an address or a device. */
export class SignInFailures extends SignInFailuresSchema.class {}
SignInFailuresSchema.setClass(SignInFailures);
