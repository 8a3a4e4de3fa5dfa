import { Field, InputType, ObjectType } from 'type-graphql';
import type { SignedIn } from '../../identity/sessions/sessions.js';
import { SessionType } from './user.types.js';

@ObjectType('SignUp', { simpleResolvers: true, description: 'What came of signing up.' })
export class SignUpType {
  @Field(() => SessionType, {
    nullable: true,
    description:
      'The new account’s first session; null where its email is proved first: a mail is on its way then, whether or not ' +
      'the email has an account.',
  })
  session!: SignedIn | null;
}

@InputType({ description: 'A link that was sent to somebody who signed up, and their proof.' })
export class CompleteSignUpInput {
  @Field(() => String, { description: 'What follows `#token=` in the link.' })
  token!: string;

  @Field(() => String, { description: 'The one that was chosen when signing up.' })
  password!: string;
}
