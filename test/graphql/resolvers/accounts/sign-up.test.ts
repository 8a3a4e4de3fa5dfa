import { describe, expect, jest, test } from '@jest/globals';
import { passwordMatches } from '../../../../server/identity/passwords/passwords.js';
import { REGISTRATION_LIFETIME_MS } from '../../../../server/identity/model/pending-registration.js';
import type { Answer } from '../../../support/answer.js';
import { Client, PASSWORD, type TestApi } from '../../../support/api.js';
import { executedOn } from '../../../support/executed.js';
import { subjectOf, tokenIn, type MailServer } from '../../../support/mail-server.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';
import { actionsOn, ME, NEW_PASSWORD, signIn, startWithMail, WORTHLESS } from './mailed.js';

const SIGN_UP = 'mutation ($input: RegisterInput!) { signUp(input: $input) { session { user { email } } } }';
const COMPLETE = `mutation ($input: CompleteSignUpInput!) {
  completeSignUp(input: $input) { token user { id email displayName role emailVerifiedAt } }
}`;
const REGISTER = 'mutation ($input: RegisterInput!) { register(input: $input) { token } }';
const MAILED = { data: { signUp: { session: null } } };

const startProving = async () => startWithMail({ verifyEmail: true });

async function signUp(api: TestApi, email: string, password = PASSWORD, displayName = 'Amina') {
  return api.stranger.graphql(SIGN_UP, { input: { email, displayName, password } });
}

async function complete(api: TestApi, token: string, password = PASSWORD) {
  return api.stranger.graphql(COMPLETE, { input: { token, password } });
}

async function linkOf(mails: MailServer, number: number): Promise<string> {
  const mail = await mails.mail(number);
  expect(subjectOf(mail)).toBe('Confirm your email to open your account');
  return tokenIn(mail);
}

describe('Where emails are proved first, signing up', () => {
  test('makes no account until its link is followed with its password, and then signs in', async () => {
    const { api, mails } = await startProving();
    expect((await api.stranger.graphql('{ service { sendsMail verifiesEmail } }')).body).toEqual({
      data: { service: { sendsMail: true, verifiesEmail: true } },
    });
    const answer = await signUp(api, 'Amina@Example.com');
    expect(answer.body).toEqual(MAILED);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const mail = await mails.mail(1);
    expect(mail.to).toBe('Amina@example.com');
    expect(mail.source).toContain('https://savings.example.com/open-account#token=nsl_');
    const token = tokenIn(mail);

    const early = await signIn(api, 'amina@example.com');
    expect([early.status, early.body]).toEqual([401, (await signIn(api, 'nobody@example.com')).body]);
    expect(await rawRows(api, 'select id from users')).toEqual([]);
    const [stored] = await rawRows<{ token_hash: string }>(api, 'select * from pending_registrations');
    expect(JSON.stringify(stored)).not.toContain(token);

    expect((await complete(api, token, 'not the password')).at('errors.0.extensions')).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'password' },
    });
    const done = await complete(api, token);
    expect(done.at('data.completeSignUp.user')).toMatchObject({
      email: 'Amina@Example.com',
      displayName: 'Amina',
      role: 'CUSTOMER',
      emailVerifiedAt: expect.any(String),
    });
    expect(done.headers.getSetCookie().join()).toContain('nissmart_session=');
    const amina = new Client(api, { authorization: `Bearer ${done.text('data.completeSignUp.token')}` });
    expect((await amina.graphql(ME)).at('data.me.email')).toBe('Amina@Example.com');
    expect((await signIn(api, 'amina@example.com')).status).toBe(200);
    const id = done.text('data.completeSignUp.user.id');
    expect(await actionsOn(api, id)).toEqual([{ action: 'EMAIL_VERIFIED', actor_id: id, details: null }]);
    expect(await rawRows(api, 'select id from pending_registrations')).toEqual([]);
    expect((await complete(api, token)).at('errors.0.extensions')).toMatchObject(WORTHLESS);
  });

  test('is answered alike for an email that is taken, after the same statements, rows and hashes', async () => {
    const { api, mails } = await startProving();
    const amina = await api.customer();
    const { outbox, storage } = api.app.services;
    // The sender's work is not part of the answer.
    const wake = outbox && jest.spyOn(outbox, 'wake').mockReturnValue();
    const work = async (email: string) => {
      const input = { email, displayName: 'Somebody', password: NEW_PASSWORD };
      const answers: Answer[] = [];
      const statements = await executedOn([storage.writer, storage.reader], async () => {
        answers.push(await api.stranger.post('/api/auth/register', input));
      });
      return {
        statements,
        answers: answers.map(({ status, body, headers }) => {
          const { 'x-request-id': _id, date: _date, ...others } = Object.fromEntries(headers);
          return { status, body, headers: others };
        }),
      };
    };
    const taken = await work(amina.email.toUpperCase());
    const free = await work(`${'b'.repeat(36)}@EXAMPLE.COM`);

    expect(taken).toEqual(free);
    expect(taken.answers).toMatchObject([{ status: 202, body: undefined }]);
    expect(taken.statements).toContainEqual(expect.stringMatching(/^insert into .pending_registrations/));
    const rows = await rawRows<{ password_hash: string; email_key: string }>(
      api,
      'select * from pending_registrations',
    );
    expect(rows.map((row) => row.email_key)).toEqual([amina.email, `${'b'.repeat(36)}@example.com`]);
    for (const row of rows) expect(await passwordMatches(row.password_hash, NEW_PASSWORD)).toBe(true);

    wake?.mockRestore();
    await outbox?.send();
    const [told, linked] = [await mails.mail(1), await mails.mail(2)];
    expect([told.to.toLowerCase(), subjectOf(told)]).toEqual([amina.email, 'You have an account already']);
    expect(told.source).not.toContain('#token=');
    expect(subjectOf(linked)).toBe('Confirm your email to open your account');
    expect((await signIn(api, amina.email, NEW_PASSWORD)).status).toBe(401);
    expect((await signIn(api, amina.email)).status).toBe(200);
  });

  test('gives the account to whoever has the mailbox, with their own password and none of somebody else’s', async () => {
    const { api, mails } = await startProving();
    const email = 'owner@example.com';
    const theirs = 'chosen by somebody else';
    await signUp(api, email, theirs, 'Mallory');
    const planted = await linkOf(mails, 1);
    await signUp(api, email, PASSWORD, 'Owner');
    const own = await linkOf(mails, 2);

    // The owner opens the wrong one of two mails that look the same.
    expect((await complete(api, planted)).at('errors.0.extensions.details')).toEqual({ field: 'password' });
    expect(await rawRows(api, 'select id from users')).toEqual([]);
    // A stranger who knows a password and guesses at links has nothing either.
    expect((await complete(api, `nsl_${'a'.repeat(43)}`, theirs)).at('errors.0.extensions')).toMatchObject(
      WORTHLESS,
    );

    const done = await complete(api, own);
    expect(done.at('data.completeSignUp.user.displayName')).toBe('Owner');
    expect((await complete(api, planted, theirs)).at('errors.0.extensions')).toMatchObject(WORTHLESS);
    expect((await signIn(api, email, theirs)).status).toBe(401);
    expect((await signIn(api, email)).status).toBe(200);
  });

  test('comes to nothing once somebody has proved the email by other means', async () => {
    const { api, mails } = await startProving();
    await signUp(api, 'late@example.com');
    const token = await linkOf(mails, 1);
    const input = { email: 'late@example.com', displayName: 'Early', password: NEW_PASSWORD };
    await api.app.services.accounts.create(input, 'CUSTOMER');
    expect((await complete(api, token)).at('errors.0.extensions')).toMatchObject(WORTHLESS);
    expect((await signIn(api, 'late@example.com', NEW_PASSWORD)).status).toBe(200);
  });

  test('is forgotten after three days, with its link', async () => {
    const { api, mails, clock } = await startProving();
    const { signUps } = api.app.services;
    await signUp(api, 'slow@example.com');
    const token = await linkOf(mails, 1);
    clock.advance(REGISTRATION_LIFETIME_MS - 1);
    await signUps.removeExpired();
    expect(await rawRows(api, 'select id from pending_registrations')).toHaveLength(1);
    clock.advance(1);
    expect((await complete(api, token)).at('errors.0.extensions')).toMatchObject(WORTHLESS);
    await signUps.removeExpired();
    expect(await rawRows(api, 'select id from pending_registrations')).toEqual([]);
  });

  test('is the one way: register is off for a new email and a taken one alike', async () => {
    const { api } = await startProving();
    const amina = await api.customer();
    for (const email of [amina.email, 'new@example.com']) {
      const input = { email, displayName: 'Somebody', password: PASSWORD };
      const answer = await api.stranger.graphql(REGISTER, { input });
      expect(answer.at('errors.0.extensions.code')).toBe('FEATURE_OFF');
    }
  });

  test('refuses a bad password for both, and too many mails to one mailbox for both', async () => {
    const { api } = await startWithMail({ verifyEmail: true, rateLimit: true });
    const amina = await api.customer();
    const codes = async (email: string) => {
      expect((await signUp(api, email, 'short')).at('errors.0.extensions.details')).toEqual({
        field: 'password',
      });
      const answers = [];
      for (let count = 0; count < 6; count += 1) answers.push(await signUp(api, email));
      return answers.map((answer) => answer.at('errors.0.extensions.code') ?? 'MAILED');
    };
    expect(await codes(amina.email)).toEqual([...Array<string>(5).fill('MAILED'), 'RATE_LIMITED']);
    expect(await codes('new@example.com')).toEqual([...Array<string>(5).fill('MAILED'), 'RATE_LIMITED']);
  });
});

describe('Where they are not,', () => {
  test('signing up signs in at once, and the mail that proves the email comes all the same', async () => {
    const { api, mails } = await startWithMail();
    const email = 'amina@example.com';
    expect((await signUp(api, email)).body).toMatchObject({
      data: { signUp: { session: { user: { email } } } },
    });
    const mail = await mails.mail(1);
    expect([mail.to, subjectOf(mail)]).toEqual([email, 'Confirm your email']);
    const verify = 'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) }';
    await api.stranger.graphql(verify, { input: { token: tokenIn(mail) } });
    const [user] = await rawRows<{ at: number | null }>(api, 'select email_verified_at as at from users');
    expect(user?.at).not.toBeNull();
    expect((await signUp(api, email)).at('errors.0.extensions.code')).toBe('EMAIL_TAKEN');
  });

  test('or where no mail can be sent, nothing waits for a link', async () => {
    const api = await startApi({ verifyEmail: true });
    expect((await api.stranger.graphql('{ service { verifiesEmail } }')).body).toEqual({
      data: { service: { verifiesEmail: false } },
    });
    expect((await signUp(api, 'amina@example.com')).at('data.signUp.session')).not.toBeNull();
    expect((await complete(api, 'nsl_')).at('errors.0.extensions')).toMatchObject(WORTHLESS);
  });
});
