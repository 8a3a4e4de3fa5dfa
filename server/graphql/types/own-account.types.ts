import { Field, InputType } from 'type-graphql';

/** Description of the argument `code` beside a password. */
export const SECOND_FACTOR_CODE =
  'Where the account asks for a second factor: the code that your app shows, or a recovery code.';
const PASSWORD = '8 to 128 characters, and none that many people have.';

@InputType({ description: 'The old password and the new one.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The one that you sign in with now.' })
  currentPassword!: string;

  @Field(() => String, { description: PASSWORD })
  newPassword!: string;
}

@InputType({ description: 'The proof that it is still you.' })
export class ConfirmPasswordInput {
  @Field(() => String, { description: 'The one that you sign in with.' })
  password!: string;

  @Field(() => String, { nullable: true, description: SECOND_FACTOR_CODE })
  code?: string | null;
}

@InputType({ description: 'What others see of you.' })
export class UpdateProfileInput {
  @Field(() => String, { description: '1 to 80 characters; the people you send money to see it.' })
  displayName!: string;
}

@InputType({ description: 'Another email.' })
export class ChangeEmailInput {
  @Field(() => String, { description: 'What you want to sign in with. A link is sent there.' })
  email!: string;
}

@InputType({ description: 'Whose password is forgotten.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'Of the account, in any case.' })
  email!: string;
}

@InputType({ description: 'A new password, and the link that allows it.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'What follows `#token=` in the link.' })
  token!: string;

  @Field(() => String, { description: PASSWORD })
  newPassword!: string;
}

@InputType({ description: 'A link that was sent to an email.' })
export class VerifyEmailInput {
  @Field(() => String, { description: 'What follows `#token=` in the link.' })
  token!: string;
}
