import type { DepositMutation } from './deposit.mutation';
import type { VariablesOf } from '../../../shared/graphql/tada';
import type { TransferMutation } from './transfer.mutation';
import type { PaymentFields } from './payment';

/** Makes the input of a deposit or a withdrawal, and of their previews. */
export function cashInput({
  walletId,
  amount,
  currency,
  description,
}: PaymentFields): VariablesOf<typeof DepositMutation>['input'] {
  return { walletId, amount, currency, description };
}

/** Makes the input of a transfer, and of its preview. */
export function transferInput({
  walletId,
  amount,
  currency,
  description,
  recipient,
}: PaymentFields): VariablesOf<typeof TransferMutation>['input'] {
  const to =
    recipient.type === 'email' ? { toEmail: recipient.email.trim() } : { toWalletId: recipient.walletId };
  return { amount, currency, description, ...to, fromWalletId: walletId };
}
