/**
 * Everything that a key can stand for: by the name that is stored and fingerprinted, the name that clients know it by, which
 * is that of the mutation.
 */
export const OPERATIONS = {
  createWallet: 'createWallet',
  deposit: 'deposit',
  transfer: 'transfer',
  withdraw: 'withdraw',
  transferBatch: 'transferBatch',
  post: 'postTransaction',
  void: 'voidTransaction',
  reverse: 'reverseTransaction',
  freeze: 'freezeWallet',
  unfreeze: 'unfreezeWallet',
  close: 'closeWallet',
  suspendUser: 'suspendUser',
  reactivateUser: 'reactivateUser',
  setReviewRule: 'setReviewRule',
  setRiskThreshold: 'setRiskThreshold',
} as const;
export type Operation = keyof typeof OPERATIONS;
