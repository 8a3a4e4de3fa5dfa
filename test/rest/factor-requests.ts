import { Answer } from '../support/answer.js';
import type { TestApi } from '../support/api.js';
import {
  addPasskey,
  authenticatorFor,
  confirmByPasskey,
  enableTotp,
  signInByPasskey,
  startTotp,
} from '../support/factors.js';

/** A request that succeeds, for every route by which people look after their passkeys and codes. */
export function factorRequests(api: TestApi): Readonly<Record<string, () => Promise<Answer>>> {
  const now = () => api.app.services.clock.now();
  const withPasskey = async () => {
    const user = await api.customer();
    const device = authenticatorFor(api);
    const id = (await addPasskey(user, device)).text('passkey.id');
    return { user, device, path: `/api/auth/passkeys/${id}` };
  };
  return {
    startPasskeySignIn: async () => api.stranger.post('/api/auth/passkey-sign-ins', {}),
    signInWithPasskey: async () => signInByPasskey(api.stranger, (await withPasskey()).device),
    startPasskeyConfirmation: async () =>
      (await withPasskey()).user.post('/api/auth/passkey-confirmations', {}),
    confirmWithPasskey: async () => {
      const { user, device } = await withPasskey();
      return confirmByPasskey(user, device);
    },
    secondFactors: async () => (await withPasskey()).user.get('/api/auth/second-factors'),
    startPasskeyRegistration: async () => (await api.customer()).post('/api/auth/passkeys/start', {}),
    addPasskey: async () => addPasskey(await api.customer(), authenticatorFor(api)),
    renamePasskey: async () => {
      const { user, path } = await withPasskey();
      return user.post(path, { name: 'Old phone' });
    },
    removePasskey: async () => {
      const { user, path } = await withPasskey();
      return Answer.of(await user.fetch(path, { method: 'DELETE' }));
    },
    startTotp: async () => (await api.customer()).post('/api/auth/totp/start', {}),
    enableTotp: async () => {
      const user = await api.customer();
      const { code } = await startTotp(user, now);
      return user.post('/api/auth/totp', { code: code() });
    },
    disableTotp: async () => {
      const user = await api.customer();
      await enableTotp(user, now);
      return Answer.of(await user.fetch('/api/auth/totp', { method: 'DELETE' }));
    },
    newRecoveryCodes: async () => (await withPasskey()).user.post('/api/auth/recovery-codes', {}),
  };
}
