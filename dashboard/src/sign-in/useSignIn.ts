import { useClientHandle } from '@urql/vue';
import { computed, reactive, ref } from 'vue';
import { problemOf } from '../shared/api/errors';
import { useSession } from '../shared/session/session';
import { StartPasskeySignInMutation } from './start-passkey-sign-in.mutation';
import { signWithPasskey } from '../shared/session/passkeys';
import { useArrival } from './useArrival';
import { useSubmit } from '../shared/forms/useSubmit';

/** Signs in: by a password, with a code where the account asks for more, or by a passkey. */
export function useSignIn() {
  const session = useSession();
  const { client } = useClientHandle();
  const arrive = useArrival();
  const credentials = reactive({ email: '', password: '', code: '' });
  /** The second factors that the server asks for; empty before it has asked. */
  const methods = ref<readonly string[]>([]);

  const form = useSubmit(credentials, async () => {
    const { code, ...password } = credentials;
    const signedIn = await session.login({ ...password, code: code === '' ? null : code });
    const { problem } = signedIn;
    if (problem?.code !== 'SECOND_FACTOR_REQUIRED') return arrive(signedIn);
    const named = problem.details.methods;
    methods.value = Array.isArray(named) ? named.map(String) : [];
    return undefined;
  });

  const passkey = useSubmit({}, async () => {
    const { data, error } = await client.mutation(StartPasskeySignInMutation, {});
    if (error || !data) return error && problemOf(error);
    const signed = await signWithPasskey(data.startPasskeySignIn.options);
    if ('problem' in signed) return signed.problem;
    return arrive(await session.loginWithPasskey(signed.value));
  });

  return {
    credentials,
    methods,
    passkey,
    ...form,
    /** The problem with either way of signing in. */
    formError: computed(() => passkey.formError.value ?? form.formError.value),
    /** Goes back to the password. */
    startOver: () => {
      methods.value = [];
      credentials.code = '';
      form.problem.value = undefined;
    },
  };
}
