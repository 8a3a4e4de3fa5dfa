import { useClientHandle } from '@urql/vue';
import { ref, shallowRef } from 'vue';
import { problemOf } from '../../../shared/api/errors';
import { fetchReceipt } from './receipt';
import { useSession } from '../../../shared/session/session';
import { SigningKeysQuery } from '../../../shared/receipts/signing-keys.query';
import { explainProblem } from '../../../shared/api/problems';
import type { ReceiptCheck } from '../../../shared/receipts/check-receipt';
import { saveFile } from '../../../shared/files/save-file';

/** The receipt of one of the saver's own entries, to be saved, or checked on the spot. */
export function useEntryReceipt(entryId: () => string) {
  const { user } = useSession();
  const { client } = useClientHandle();
  const busy = ref<'save' | 'check'>();
  /** The reason why there is no result. */
  const note = ref('');
  const result = shallowRef<ReceiptCheck>();

  async function receipt(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const answer = await fetchReceipt(entryId(), user.value?.id ?? '');
    if ('file' in answer) return answer.file;
    note.value = explainProblem(answer.problem);
    return undefined;
  }

  async function checkOf(file: Uint8Array<ArrayBuffer>): Promise<ReceiptCheck | undefined> {
    const { canCheckReceipts, checkReceipt, INSECURE } =
      await import('../../../shared/receipts/check-receipt');
    if (!canCheckReceipts()) {
      note.value = INSECURE;
      return undefined;
    }
    const { data, error } = await client.query(SigningKeysQuery, {}).toPromise();
    if (error) note.value = explainProblem(problemOf(error));
    if (!data) return undefined;
    const { readPublicKeys } = await import('../../../shared/receipts/public-key');
    return checkReceipt(
      file,
      await readPublicKeys(data.signingKeys.map(({ publicKey }) => publicKey).join('')),
    );
  }

  async function begin(
    what: 'save' | 'check',
    use: (file: Uint8Array<ArrayBuffer>) => Promise<void> | void,
  ): Promise<void> {
    if (busy.value) return;
    busy.value = what;
    note.value = '';
    result.value = undefined;
    try {
      const file = await receipt();
      if (file) await use(file);
    } finally {
      busy.value = undefined;
    }
  }

  return {
    busy,
    note,
    result,
    save: async () =>
      begin('save', (file) => saveFile(`receipt-${entryId()}.json`, 'application/json', [file])),
    check: async () =>
      begin('check', async (file) => {
        result.value = await checkOf(file);
      }),
  };
}
