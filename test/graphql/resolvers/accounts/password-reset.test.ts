import { describe, expect, test } from '@jest/globals';
import { LINK_LIFETIMES_MS } from '../../../../server/identity/mails/email-token.js';
import { PASSWORD, User } from '../../../support/api.js';
import { tokenOf } from '../../../support/api-tokens.js';
import { LiveStream } from '../../../support/live.js';
import { MailServer, subjectOf, tokenIn } from '../../../support/mail-server.js';
import { rawRows, rawSql } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';
import { actionsOn, ASK, ME, NEW_PASSWORD, RESET, signIn, startWithMail, WORTHLESS } from './mailed.js';

describe('A forgotten password', () => {
  test('is replaced by a link in a mail, once, which ends every session and no API token', async () => {
    const { api, mails } = await startWithMail();
    const amina = await api.customer();
    await rawSql(api, 'update users set email_verified_at = created_at');
    await amina.wallet();
    const program = await tokenOf(api, amina);
    const stream = await LiveStream.open(amina, 'subscription { walletChanges { id } }');
    await stream.next();

    const asked = await api.stranger.graphql(ASK, { input: { email: ` ${amina.email.toUpperCase()}` } });
    expect(asked.body).toEqual({ data: { requestPasswordReset: true } });
    const mail = await mails.mail(1);
    expect([mail.to, subjectOf(mail)]).toEqual([amina.email, 'Set a new password']);
    expect(mail.source).toContain('https://savings.example.com/reset-password#token=nsl_');
    expect(mail.source).toContain('Auto-Submitted: auto-generated');
    const token = tokenIn(mail);

    const reset = await api.stranger.graphql(RESET, { input: { token, newPassword: NEW_PASSWORD } });
    expect(reset.body).toEqual({ data: { resetPassword: true } });
    expect(await stream.take(2)).toMatchObject([
      { data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
      { event: 'complete' },
    ]);
    expect((await amina.graphql(ME)).body).toEqual({ data: { me: null } });
    expect((await signIn(api, amina.email)).status).toBe(401);
    const answer = await signIn(api, amina.email, NEW_PASSWORD);
    const again = new User(api, amina.id, amina.email, answer.text('token'));
    expect((await again.graphql(ME)).at('data.me.emailVerifiedAt')).not.toBeNull();
    expect((await program.client.get('/api/me')).status).toBe(200);
    expect([(await mails.mail(2)).to, subjectOf(await mails.mail(2))]).toEqual([
      amina.email,
      'Your password was changed',
    ]);

    const twice = await api.stranger.graphql(RESET, {
      input: { token, newPassword: 'yet another password' },
    });
    expect(twice.at('errors.0.extensions')).toMatchObject(WORTHLESS);
    expect((await signIn(api, amina.email, NEW_PASSWORD)).status).toBe(200);
    expect((await actionsOn(api, amina.id)).slice(1)).toEqual([
      { action: 'PASSWORD_RESET_ASKED', actor_id: null, details: null },
      { action: 'PASSWORD_RESET', actor_id: amina.id, details: '{"sessions":1}' },
    ]);
  });

  test('ends API tokens as well where nobody had proved the email: whoever made the account may not be its owner', async () => {
    const { api, mails } = await startWithMail();
    const amina = await api.customer();
    const program = await tokenOf(api, amina);
    await api.stranger.graphql(ASK, { input: { email: amina.email } });
    const token = tokenIn(await mails.mail(1));
    await api.stranger.graphql(RESET, { input: { token, newPassword: NEW_PASSWORD } });
    expect((await program.client.get('/api/me')).status).toBe(401);
    expect((await signIn(api, amina.email, NEW_PASSWORD)).status).toBe(200);
    expect(await actionsOn(api, amina.id)).toContainEqual(
      expect.objectContaining({ action: 'API_TOKEN_REVOKED', actor_id: amina.id }),
    );
  });

  test('is answered alike for an email that nobody has, to whom nothing is sent', async () => {
    const { api, mails } = await startWithMail();
    const amina = await api.customer();
    const units = api.app.services.units.changes;
    const written = units.version;

    const unknown = await api.stranger.graphql(ASK, { input: { email: 'nobody@example.com' } });
    const known = await api.stranger.graphql(ASK, { input: { email: amina.email } });

    expect(unknown.body).toEqual(known.body);
    expect(units.version).toBeGreaterThan(written);
    expect((await mails.mail(1)).to).toBe(amina.email);
    await api.app.services.outbox?.send();
    expect(mails.mails).toHaveLength(1);
    expect(await rawRows(api, 'select * from outgoing_mails')).toEqual([]);
  });

  test('has a link for half an hour, and none that a later password, email or suspension has overtaken', async () => {
    const { api, mails, clock } = await startWithMail();
    const amina = await api.customer();
    const linkFor = async (number: number) => {
      await api.stranger.graphql(ASK, { input: { email: amina.email } });
      return tokenIn(await mails.mail(number));
    };
    const follow = async (token: string) =>
      (await api.stranger.graphql(RESET, { input: { token, newPassword: NEW_PASSWORD } })).at(
        'errors.0.extensions',
      );

    const late = await linkFor(1);
    clock.advance(LINK_LIFETIMES_MS.RESET_PASSWORD);
    expect(LINK_LIFETIMES_MS.RESET_PASSWORD).toBe(30 * 60 * 1000);
    expect(await follow(late)).toMatchObject(WORTHLESS);

    const overtaken = await linkFor(2);
    await amina.post('/api/auth/password', { currentPassword: PASSWORD, newPassword: `${PASSWORD}!` });
    expect(await follow(overtaken)).toMatchObject(WORTHLESS);
    expect(await follow('nsl_made-up')).toMatchObject(WORTHLESS);

    const operator = await api.staff('OPERATOR');
    await mails.mail(3);
    const barred = await linkFor(4);
    await operator.post(`/api/users/${amina.id}/suspend`, { reason: 'Fraud' });
    expect(await follow(barred)).toMatchObject(WORTHLESS);
    await api.stranger.graphql(ASK, { input: { email: amina.email } });
    await api.app.services.outbox?.send();
    expect(mails.mails).toHaveLength(4);
  });

  test('keeps the link to the mail: the database has only the hash of its token', async () => {
    const { api, mails } = await startWithMail();
    const amina = await api.customer();
    await api.stranger.graphql(ASK, { input: { email: amina.email } });
    const token = tokenIn(await mails.mail(1));
    const rows = await rawRows<{ token_hash: string }>(api, 'select * from email_tokens');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token.slice(4));
    expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32);
  });

  test('is asked for so often by account and by address, whether or not there is one', async () => {
    const mails = await MailServer.start();
    const api = await startApi({ mail: mails.config, rateLimit: true });
    const codes = async (email: string) => {
      const answers = [];
      for (let count = 0; count < 6; count += 1) {
        const answer = await api.stranger.post('/api/auth/password-resets', { email });
        answers.push(answer.status);
      }
      return answers;
    };
    expect(await codes('nobody@example.com')).toEqual([204, 204, 204, 204, 204, 429]);
    const amina = await api.customer();
    expect(await codes(amina.email)).toEqual([204, 204, 204, 204, 204, 429]);
  });
});
