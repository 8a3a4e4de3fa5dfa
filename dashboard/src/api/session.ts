import type { Client } from '@urql/core';
import { inject, ref, shallowRef, type App, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import urql from '@urql/vue';
import { LoginMutation } from '../graphql/login';
import { LogoutMutation } from '../graphql/logout';
import { MeQuery } from '../graphql/me';
import { RegisterMutation } from '../graphql/register';
import type { ResultOf, VariablesOf } from '../graphql/tada';
import { makeClient } from './client';
import { problemOf, type Problem } from './errors';

export type SignedInUser = NonNullable<ResultOf<typeof MeQuery>['me']>;

/** Who uses this page. Lives as long as the page does. */
export class Session {
  /** Null while nobody is signed in. */
  readonly user: Ref<SignedInUser | null> = ref(null);
  /** No answer came to the question who is signed in. */
  readonly unreachable: Ref<boolean> = ref(false);
  /** Every sign-in gets a client of its own, so that nothing cached passes from one person to the next. */
  readonly client: ShallowRef<Client>;
  #asked: Promise<void> | undefined;
  readonly #onEnded: () => void;

  /** @param onEnded The session is over although nobody signed out. */
  constructor(onEnded: () => void) {
    this.#onEnded = onEnded;
    this.client = shallowRef(this.#newClient());
  }

  /** Asks the server who is signed in, once; afterwards `user` knows. */
  async ready(): Promise<void> {
    this.#asked ??= this.client.value
      .query(MeQuery, {})
      .toPromise()
      .then(({ data, error }) => {
        // Without an answer nobody knows, and asking again may help.
        if (error) this.#asked = undefined;
        this.unreachable.value = error !== undefined;
        this.user.value = data?.me ?? null;
      });
    return this.#asked;
  }

  /** @returns What went wrong; nothing when somebody is signed in now. */
  async login(input: VariablesOf<typeof LoginMutation>['input']): Promise<Problem | undefined> {
    const { data, error } = await this.client.value.mutation(LoginMutation, { input }).toPromise();
    if (error) return problemOf(error);
    this.#begin(data?.login.user);
    return undefined;
  }

  /** @returns What went wrong; nothing when the account is made and signed in. */
  async register(input: VariablesOf<typeof RegisterMutation>['input']): Promise<Problem | undefined> {
    const { data, error } = await this.client.value.mutation(RegisterMutation, { input }).toPromise();
    if (error) return problemOf(error);
    this.#begin(data?.register.user);
    return undefined;
  }

  /** @returns What went wrong: then the session goes on, and saying otherwise would be a lie. */
  async logout(): Promise<Problem | undefined> {
    const { error } = await this.client.value.mutation(LogoutMutation, {}).toPromise();
    if (error && problemOf(error).code !== 'UNAUTHENTICATED') return problemOf(error);
    this.#begin(null);
    return undefined;
  }

  #begin(user: SignedInUser | null | undefined): void {
    this.client.value = this.#newClient();
    this.user.value = user ?? null;
    this.#asked = Promise.resolve();
  }

  #newClient(): Client {
    return makeClient(() => {
      if (!this.user.value) return;
      this.#begin(null);
      this.#onEnded();
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
