import { Answer } from '../support/answer.js';
import { PASSWORD, type TestApi } from '../support/api.js';
import { tokenIn } from '../support/mail-server.js';
import { NEW_PASSWORD, startWithMail } from '../graphql/resolvers/accounts/mailed.js';

/** A request that succeeds, for every route by which people look after their accounts. */
export function accountRequests(api: TestApi): Readonly<Record<string, () => Promise<Answer>>> {
  return {
    completeSignUp: async () => {
      const { api: proving, mails } = await startWithMail({ verifyEmail: true });
      const account = { email: 'new@example.com', displayName: 'New', password: PASSWORD };
      const asked = await proving.stranger.post('/api/auth/register', account);
      if (asked.status !== 202) throw new Error(`It was answered with ${String(asked.status)}`);
      const token = tokenIn(await mails.mail(1));
      return proving.stranger.post('/api/auth/register/complete', { token, password: PASSWORD });
    },
    changePassword: async () =>
      (await api.customer()).post('/api/auth/password', {
        currentPassword: PASSWORD,
        newPassword: NEW_PASSWORD,
      }),
    confirmPassword: async () =>
      (await api.customer()).post('/api/auth/confirmation', { password: PASSWORD }),
    requestPasswordReset: async () => {
      const { api: mailing } = await startWithMail();
      return mailing.stranger.post('/api/auth/password-resets', { email: (await mailing.customer()).email });
    },
    resetPassword: async () => {
      const { api: mailing, mails } = await startWithMail();
      await mailing.stranger.post('/api/auth/password-resets', { email: (await mailing.customer()).email });
      const token = tokenIn(await mails.mail(1));
      return mailing.stranger.post('/api/auth/password-resets/complete', {
        token,
        newPassword: NEW_PASSWORD,
      });
    },
    changeEmail: async () => {
      const { api: mailing } = await startWithMail();
      return (await mailing.customer()).post('/api/auth/email', { email: 'another@example.com' });
    },
    requestEmailVerification: async () => {
      const { api: mailing } = await startWithMail();
      return (await mailing.customer()).post('/api/auth/email-verifications', {});
    },
    verifyEmail: async () => {
      const { api: mailing, mails } = await startWithMail();
      await (await mailing.customer()).post('/api/auth/email-verifications', {});
      const token = tokenIn(await mails.mail(1));
      return mailing.stranger.post('/api/auth/email-verifications/complete', { token });
    },
    updateProfile: async () => (await api.customer()).post('/api/auth/profile', { displayName: 'Amina O.' }),
    closeAccount: async () => (await api.customer()).post('/api/me/close', { reason: 'I moved abroad' }),
    sessions: async () => (await api.customer()).get('/api/sessions'),
    endOtherSessions: async () =>
      Answer.of(await (await api.customer()).fetch('/api/sessions', { method: 'DELETE' })),
    endSession: async () => {
      const user = await api.customer();
      await api.stranger.post('/api/auth/login', { email: user.email, password: PASSWORD });
      const sessions = await user.get('/api/sessions');
      const other = [0, 1].find((index) => sessions.at(`data.${String(index)}.current`) === false);
      const id = sessions.text(`data.${String(other)}.id`);
      return Answer.of(await user.fetch(`/api/sessions/${id}`, { method: 'DELETE' }));
    },
  };
}
