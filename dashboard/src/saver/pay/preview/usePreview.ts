import { useClientHandle } from '@urql/vue';
import { shallowRef, type ShallowRef } from 'vue';
import type { Payment } from '../payment/payment';
import { previewPayment, type Preview } from './payment-preview';

/** Reads the preview of a payment; undefined until the server has answered. A payment that is already sent has none. */
export function usePreview(payment: Payment): Readonly<ShallowRef<Preview | undefined>> {
  const { client } = useClientHandle();
  const preview = shallowRef<Preview | undefined>();
  if (payment.stage !== 'reviewing') preview.value = { type: 'unknown' };
  else void previewPayment(client, payment).then((answer) => (preview.value = answer));
  return preview;
}
