import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTimeScalar, JsonObjectScalar } from './scalars.js';

const PASSKEY_NAME = '1 to 80 characters, such as what it is on: “Phone”.';

@ObjectType('Passkey', {
  simpleResolvers: true,
  description: 'A key on a device or in a password manager, which signs in without a password.',
})
export class PasskeyType {
  @Field(() => ID, { description: 'Identifies it.' })
  id!: string;

  @Field(() => String, { description: 'What its user calls it.' })
  name!: string;

  @Field(() => Boolean, {
    description: 'Whether it is kept in more places than one device, as by a password manager.',
  })
  backedUp!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used; null until it is.' })
  lastUsedAt!: Date | null;
}

@ObjectType('PasskeyCeremony', {
  simpleResolvers: true,
  description: 'What an authenticator is to be asked for.',
})
export class PasskeyCeremony {
  @Field(() => JsonObjectScalar, {
    description:
      'For `navigator.credentials`, in the JSON form of WebAuthn: what `parseCreationOptionsFromJSON` or ' +
      '`parseRequestOptionsFromJSON` takes. Its challenge can be answered once.',
  })
  options!: object;

  @Field(() => DateTimeScalar, { description: 'Until when the answer is taken.' })
  expiresAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A passkey that was added, and recovery codes if they are the first.',
})
export class AddPasskeyPayload {
  @Field(() => PasskeyType, { description: 'The passkey.' })
  passkey!: PasskeyType;

  @Field(() => [String], {
    nullable: true,
    description:
      'For when there is nothing else; each works once, and they are shown this once. Null where there are some already.',
  })
  recoveryCodes!: readonly string[] | null;
}

@ObjectType('TotpSetup', {
  simpleResolvers: true,
  description: 'A secret for an app that makes codes. It is shown this once.',
})
export class TotpSetupType {
  @Field(() => String, { description: 'In base32, for typing.' })
  secret!: string;

  @Field(() => String, { description: 'An `otpauth://` address, for a QR code.' })
  uri!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'That codes are asked for now, and recovery codes if they are the first.',
})
export class EnableTotpPayload {
  @Field(() => DateTimeScalar, { description: 'Since when.' })
  totpEnabledAt!: Date;

  @Field(() => [String], {
    nullable: true,
    description:
      'For when there is nothing else; each works once, and they are shown this once. Null where there are some already.',
  })
  recoveryCodes!: readonly string[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'A fresh set of recovery codes. It is shown this once.' })
export class NewRecoveryCodesPayload {
  @Field(() => [String], { description: 'Each works once. Those from before do not work any more.' })
  recoveryCodes!: readonly string[];
}

@InputType({
  description: 'A key that an authenticator has just made. Bytes are written in base64url, as browsers do.',
})
export class AddPasskeyInput {
  @Field(() => String, { description: PASSKEY_NAME })
  name!: string;

  @Field(() => String, { description: 'The `id` of the credential.' })
  credentialId!: string;

  @Field(() => String, { description: 'Of the authenticator’s response.' })
  clientDataJSON!: string;

  @Field(() => String, { description: 'Of the authenticator’s response.' })
  attestationObject!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'How the browser can reach it, such as `internal`, `hybrid` or `usb`.',
  })
  transports?: string[] | null;
}

@InputType({
  description: 'What an authenticator has signed. Bytes are written in base64url, as browsers do.',
})
export class PasskeyProofInput {
  @Field(() => String, { description: 'The `id` of the credential.' })
  credentialId!: string;

  @Field(() => String, { description: 'Of the authenticator’s response.' })
  clientDataJSON!: string;

  @Field(() => String, { description: 'Of the authenticator’s response.' })
  authenticatorData!: string;

  @Field(() => String, { description: 'Of the authenticator’s response.' })
  signature!: string;

  @Field(() => String, { nullable: true, description: 'Of the authenticator’s response, if it has one.' })
  userHandle?: string | null;
}

@InputType({ description: 'Another name for a passkey.' })
export class RenamePasskeyInput {
  @Field(() => String, { description: PASSKEY_NAME })
  name!: string;
}

@InputType({ description: 'That an app has the secret.' })
export class EnableTotpInput {
  @Field(() => String, { description: 'The code that it shows.' })
  code!: string;
}
