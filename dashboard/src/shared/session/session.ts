import type { Client } from '@urql/core';
import { inject, ref, shallowRef, type App, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import urql from '@urql/vue';
import { CompleteSignUpMutation } from './complete-sign-up.mutation';
import { LoginMutation } from './login.mutation';
import { LogoutMutation } from './logout.mutation';
import { SignInWithPasskeyMutation } from './sign-in-with-passkey.mutation';
import { MeQuery } from '../early/me.query';
import { SignUpMutation } from './sign-up.mutation';
import type { VariablesOf } from '../graphql/tada';
import type { SignedInUser, WhoIsSignedIn } from '../early/early';
import { problemOf, type Problem, type SessionEnd } from '../api/errors';

/** The result of signing in. `isOther` is true when somebody else used the page before. */
export interface SignIn {
  readonly problem?: Problem;
  readonly isOther?: boolean;
}

/** Makes a client for a user, which says when the server no longer knows them. */
type MakeClient = (userId: string | undefined, onSignedOut: (end: SessionEnd) => void) => Client;

interface SessionEvents {
  /** Somebody has signed in or out here, which concerns every page of this browser. */
  readonly onChanged: () => void;
  /** The session is over although nobody signed out here. */
  readonly onEnded: () => void;
  /**
   * Somebody has signed in on another page of this browser: this page has to reload, and at the home page when it was
   * somebody else's before.
   */
  readonly onReplaced: (wasOfAnother: boolean) => void;
}

/** Holds the user of this page, for as long as the page lives. */
export class Session {
  /** The signed-in user; null while nobody is signed in. */
  readonly user: Ref<SignedInUser | null> = ref(null);
  /** The reason why the last session of this page ended; undefined once somebody signs in. */
  readonly ended: Ref<SessionEnd | undefined> = ref();
  /** True when the server did not answer who is signed in. */
  readonly unreachable: Ref<boolean> = ref(false);
  /** Every sign-in gets a client of its own, so that nothing cached passes from one person to the next. */
  readonly client: ShallowRef<Client>;
  /** Work that has to finish before anybody signs out. */
  readonly underWay = new Set<() => Promise<void>>();
  /** The last user of this page. When another one signs in, nothing of it may be shown to them. */
  #formerUserId: string | undefined;
  #feedStart: string | null = null;
  #asked: Promise<void> | undefined;

  /** @param early The answer to the question who is signed in, which was sent before this code had loaded. */
  constructor(
    private readonly makeClient: MakeClient,
    private readonly events: SessionEvents,
    private readonly early: Promise<WhoIsSignedIn>,
  ) {
    this.client = shallowRef(this.#newClient());
  }

  /** Asks the server who is signed in, once; afterwards `user` knows. */
  async ready(): Promise<void> {
    this.#asked ??= this.#firstAnswer().then((answer) => {
      this.unreachable.value = answer === undefined;
      if (answer) this.#become(answer.me, answer.operationsCursor);
      // Without an answer nobody knows, and asking again may help.
      else this.#asked = undefined;
    });
    return this.#asked;
  }

  /** Asks again who is signed in. To be called when the cookie of this browser may belong to somebody else by now. */
  async reload(end: SessionEnd = 'over'): Promise<void> {
    const present = await this.#whoIsSignedIn();
    if (present === undefined || present.me?.id === this.user.value?.id) return;
    if (present.me) {
      this.events.onReplaced(this.#wasOfAnotherThan(present.me));
    } else {
      this.#become(null);
      this.ended.value = end;
      this.events.onEnded();
    }
  }

  /**
   * Returns the cursor of the operations feed from before anything else was read, once. The first to follow from there
   * misses nothing; a later one would hear of events that its page has already read.
   */
  takeFeedStart(): string | null {
    const start = this.#feedStart;
    this.#feedStart = null;
    return start;
  }

  /** Signs in by email and password. */
  async login(input: VariablesOf<typeof LoginMutation>['input']): Promise<SignIn> {
    const { data, error } = await this.client.value.mutation(LoginMutation, { input }).toPromise();
    return error ? { problem: problemOf(error) } : this.#arrive(data?.login.user);
  }

  /** Signs in by a passkey, which also says whose it is. */
  async loginWithPasskey(input: VariablesOf<typeof SignInWithPasskeyMutation>['input']): Promise<SignIn> {
    const { data, error } = await this.client.value
      .mutation(SignInWithPasskeyMutation, { input })
      .toPromise();
    return error ? { problem: problemOf(error) } : this.#arrive(data?.signInWithPasskey.user);
  }

  /** Reads the user again, after a second factor was proved or the last one removed. */
  async lookForFactor(): Promise<void> {
    const present = await this.#whoIsSignedIn();
    if (present?.me && present.me.id === this.user.value?.id) this.user.value = present.me;
  }

  /** Registers an account and signs in to it. If the server wants the email proved first, the mail has the next step. */
  async signUp(input: VariablesOf<typeof SignUpMutation>['input']): Promise<SignIn & { mailed?: boolean }> {
    const { data, error } = await this.client.value.mutation(SignUpMutation, { input }).toPromise();
    if (error) return { problem: problemOf(error) };
    const user = data?.signUp.session?.user;
    return user ? this.#arrive(user) : { mailed: true };
  }

  /** Completes a registration by the link in the mail, and signs in. */
  async completeSignUp(input: VariablesOf<typeof CompleteSignUpMutation>['input']): Promise<SignIn> {
    const { data, error } = await this.client.value.mutation(CompleteSignUpMutation, { input }).toPromise();
    return error ? { problem: problemOf(error) } : this.#arrive(data?.completeSignUp.user);
  }

  /** Signs out. @returns The problem, if there was one: then the session goes on. */
  async logout(): Promise<Problem | undefined> {
    await Promise.all([...this.underWay].map(async (end) => end()));
    const { error } = await this.client.value.mutation(LogoutMutation, {}).toPromise();
    if (error && problemOf(error).code !== 'UNAUTHENTICATED') return problemOf(error);
    this.#begin(null);
    return undefined;
  }

  /** Ends the session on this page after the user has closed their account. */
  closed(): void {
    this.#begin(null);
    this.ended.value = 'closed';
  }

  #wasOfAnotherThan({ id }: SignedInUser): boolean {
    const last = this.user.value?.id ?? this.#formerUserId;
    return last !== undefined && last !== id;
  }

  async #firstAnswer(): Promise<WhoIsSignedIn> {
    return (await this.early) ?? this.#whoIsSignedIn();
  }

  /** Asks who is signed in, without naming a user: in the name of a former one the request would be refused. */
  async #whoIsSignedIn(): Promise<WhoIsSignedIn> {
    const { data, error } = await this.#newClient().query(MeQuery, {}).toPromise();
    return error ? undefined : data;
  }

  #arrive(user: SignedInUser | undefined): SignIn {
    const isOther = user !== undefined && this.#wasOfAnotherThan(user);
    this.#begin(user ?? null);
    return { isOther };
  }

  #begin(user: SignedInUser | null): void {
    this.#become(user);
    this.events.onChanged();
  }

  #become(user: SignedInUser | null, feedStart: string | null = null): void {
    this.#formerUserId = this.user.value?.id ?? this.#formerUserId;
    this.client.value = this.#newClient(user?.id);
    this.user.value = user;
    this.#feedStart = feedStart;
    this.ended.value = undefined;
    this.#asked = Promise.resolve();
  }

  #newClient(userId?: string): Client {
    return this.makeClient(userId, (end) => {
      if (userId !== undefined && userId === this.user.value?.id) void this.reload(end);
    });
  }
}

const SESSION: InjectionKey<Session> = Symbol('session');

export function provideSession(app: App, session: Session): void {
  app.provide(SESSION, session);
  app.use(urql, session.client);
}

export function useSession(): Session {
  const session = inject(SESSION);
  if (!session) throw new Error('The session is provided by main.ts');
  return session;
}
