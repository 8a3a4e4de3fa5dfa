import { describe, expect, test } from '@jest/globals';
import { PASSWORD } from '../../../support/api.js';
import { subjectOf, tokenIn } from '../../../support/mail-server.js';
import { rawRows } from '../../../support/raw-sql.js';
import { startApi } from '../../../support/started.js';
import { actionsOn, ASK, ME, NEW_PASSWORD, RESET, signIn, startWithMail, WORTHLESS } from './mailed.js';

const VERIFY = 'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) }';
const CHANGE_EMAIL = 'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) }';

describe('An email', () => {
  test('is proved by a link, to which only the user and staff can see', async () => {
    const { api, mails } = await startWithMail();
    const [amina, analyst] = [await api.customer(), await api.staff('ANALYST')];
    expect((await amina.graphql(ME)).at('data.me.emailVerifiedAt')).toBeNull();

    await amina.graphql('mutation { requestEmailVerification }');
    const token = tokenIn(await mails.mail(1));
    const verified = await api.stranger.graphql(VERIFY, { input: { token } });

    expect(verified.body).toEqual({ data: { verifyEmail: true } });
    const at = '2026-01-15T09:00:00.000Z';
    expect((await amina.graphql(ME)).at('data.me.emailVerifiedAt')).toBe(at);
    const seen = await analyst.graphql(`{ user(id: "${amina.id}") { emailVerifiedAt } }`);
    expect(seen.at('data.user.emailVerifiedAt')).toBe(at);
    expect(
      (await api.stranger.graphql(VERIFY, { input: { token } })).at('errors.0.extensions'),
    ).toMatchObject(WORTHLESS);
    expect((await actionsOn(api, amina.id)).map(({ action }) => action)).toEqual(['EMAIL_VERIFIED']);
  });

  test('is changed once the new one is confirmed, and the old one is told before and after', async () => {
    const { api, mails } = await startWithMail();
    const amina = await api.customer();
    await api.stranger.graphql(ASK, { input: { email: amina.email } });
    const resetToOld = tokenIn(await mails.mail(1));

    const answer = await amina.graphql(CHANGE_EMAIL, { input: { email: 'New.Amina@Example.com' } });
    expect(answer.body).toEqual({ data: { changeEmail: true } });
    const [link, notice] = [await mails.mail(2), await mails.mail(3)];
    expect([link.to.toLowerCase(), notice.to]).toEqual(['new.amina@example.com', amina.email]);
    expect((await amina.graphql(ME)).at('data.me.email')).toBe(amina.email);

    await api.stranger.graphql(VERIFY, { input: { token: tokenIn(link) } });
    expect((await amina.graphql(ME)).at('data.me')).toEqual({
      email: 'New.Amina@Example.com',
      emailVerifiedAt: '2026-01-15T09:00:00.000Z',
    });
    const told = await mails.mail(4);
    expect([told.to, subjectOf(told)]).toEqual([amina.email, 'The email of your account was changed']);
    expect((await signIn(api, amina.email)).status).toBe(401);
    expect((await signIn(api, 'new.amina@example.com')).status).toBe(200);
    const reset = await api.stranger.graphql(RESET, {
      input: { token: resetToOld, newPassword: NEW_PASSWORD },
    });
    expect(reset.at('errors.0.extensions')).toMatchObject(WORTHLESS);
    expect((await actionsOn(api, amina.id)).slice(1)).toEqual([
      { action: 'EMAIL_CHANGE_ASKED', actor_id: amina.id, details: '{"email":"New.Amina@Example.com"}' },
      {
        action: 'EMAIL_CHANGED',
        actor_id: amina.id,
        details: JSON.stringify({ before: amina.email, after: 'New.Amina@Example.com' }),
      },
    ]);
  });

  test('that somebody else has is refused without a word to whoever asked; its owner is told by mail', async () => {
    const { api, mails } = await startWithMail();
    const [amina, brian] = [await api.customer('Amina'), await api.customer('Brian')];

    const free = await amina.graphql(CHANGE_EMAIL, { input: { email: 'free@example.com' } });
    const link = tokenIn(await mails.mail(1));
    const taken = await amina.graphql(CHANGE_EMAIL, { input: { email: brian.email.toUpperCase() } });
    expect(taken.body).toEqual(free.body);

    await mails.mail(4);
    const [toBrian] = mails.mails.filter(({ to }) => to.toLowerCase() === brian.email);
    expect(toBrian?.source).toContain('You have an account with it already');
    expect(toBrian?.source).not.toContain('#token=');

    // Taken between the mail and the click: the link is as one that does not work.
    await api.stranger.post('/api/auth/register', {
      ...{ email: 'free@example.com', displayName: 'Early', password: PASSWORD },
    });
    const late = await api.stranger.graphql(VERIFY, { input: { token: link } });
    expect(late.at('errors.0.extensions')).toMatchObject(WORTHLESS);
    expect((await amina.graphql(ME)).at('data.me.email')).toBe(amina.email);
  });
});

describe('Without mail', () => {
  test('what needs it says so by a code, and the service says so beforehand', async () => {
    const api = await startApi();
    const amina = await api.customer();
    const codes = [
      (await api.stranger.graphql(ASK, { input: { email: amina.email } })).at('errors.0.extensions.code'),
      (await amina.graphql(CHANGE_EMAIL, { input: { email: 'x@example.com' } })).at(
        'errors.0.extensions.code',
      ),
      (await amina.post('/api/auth/email-verifications', {})).at('code'),
    ];
    expect(codes).toEqual(['FEATURE_OFF', 'FEATURE_OFF', 'FEATURE_OFF']);
    expect((await amina.post('/api/auth/email-verifications', {})).status).toBe(501);
    expect((await api.stranger.graphql('{ service { sendsMail } }')).at('data.service.sendsMail')).toBe(
      false,
    );
    expect(await rawRows(api, 'select * from outgoing_mails')).toEqual([]);
    // Changes that need no mail still work.
    const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await amina.post('/api/auth/password', input)).status).toBe(204);
  });

  test('a server with mail says so', async () => {
    const { api } = await startWithMail();
    expect((await api.stranger.graphql('{ service { sendsMail } }')).at('data.service.sendsMail')).toBe(true);
  });
});
