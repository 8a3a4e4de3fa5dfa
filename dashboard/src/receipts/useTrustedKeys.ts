import { useQuery } from '@urql/vue';
import { computed, ref, watch } from 'vue';
import { problemOf } from '../shared/api/errors';
import { SigningKeysQuery } from '../shared/receipts/signing-keys.query';
import { explainProblem } from '../shared/api/problems';
import { canCheckReceipts } from '../shared/receipts/check-receipt';
import { readPublicKeys, UnreadableKey, type TrustedKey } from '../shared/receipts/public-key';

/**
 * The keys that receipts are checked by: what the server says, or what somebody pasted.
 *
 * @param onKnown Told of them whenever they change; of nothing while there are none.
 */
export function useTrustedKeys(onKnown: (keys: readonly TrustedKey[] | undefined) => void) {
  const source = ref<'server' | 'own'>('server');
  const text = ref('');
  const keys = ref<readonly TrustedKey[]>([]);
  const mistake = ref('');
  const { data, error } = useQuery({ query: SigningKeysQuery });

  const ofServer = computed(() => data.value?.signingKeys.map(({ publicKey }) => publicKey).join('') ?? '');
  const pem = computed(() => (source.value === 'own' ? text.value : ofServer.value));
  watch(pem, read, { immediate: true });

  async function read(present: string): Promise<void> {
    const known = present.trim() && canCheckReceipts() ? await keysOrMistake(present) : [];
    // The text has changed meanwhile.
    if (present !== pem.value) return;
    mistake.value = typeof known === 'string' ? known : '';
    keys.value = typeof known === 'string' ? [] : known;
    onKnown(keys.value.length > 0 ? keys.value : undefined);
  }

  return {
    source,
    text,
    problem: computed(() =>
      source.value === 'server' && error.value ? explainProblem(problemOf(error.value)) : mistake.value,
    ),
    id: computed(() => keys.value.map((key) => key.id).join(', ')),
  };
}

async function keysOrMistake(text: string): Promise<readonly TrustedKey[] | string> {
  try {
    return await readPublicKeys(text);
  } catch (error) {
    if (error instanceof UnreadableKey) return error.message;
    throw error;
  }
}
