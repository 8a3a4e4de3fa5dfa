import { Field, ObjectType } from 'type-graphql';
import type { Role } from '../../identity/model/user.js';
import { RoleEnum } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'Somebody of the demo data.' })
export class DemoAccount {
  @Field(() => String, { description: 'What to sign in with.' })
  email!: string;

  @Field(() => String, { description: 'What they are called.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'What they may do.' })
  role!: Role;
}

@ObjectType({
  simpleResolvers: true,
  description: 'How to sign in to a server that was filled with demo data.',
})
export class DemoSignIns {
  @Field(() => [DemoAccount], { description: 'Customers first.' })
  accounts!: readonly DemoAccount[];

  @Field(() => String, { description: 'The same for everybody.' })
  password!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What anybody may know about this server.' })
export class Service {
  @Field(() => DemoSignIns, { nullable: true, description: 'Null unless the server runs in demo mode.' })
  demo!: DemoSignIns | null;

  @Field(() => Boolean, {
    description:
      'Whether it sends mail. Without, there is no new password for a forgotten one, and emails are neither proved nor changed.',
  })
  sendsMail!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether emails are proved before there is an account. Then `signUp` has no session to answer with: whoever signs up ' +
      'looks into their mail.',
  })
  verifiesEmail!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'What the issuer is called that people may sign in with: a browser goes to `/auth/oidc/start`. Null where there is none.',
  })
  signInWith!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'On which origin passkeys can be made and used, such as `https://savings.example.com`. Null where the server has no ' +
      'name that they could belong to.',
  })
  passkeyOrigin!: string | null;
}
