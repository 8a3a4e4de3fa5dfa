/** The time after which an answer counts as lost. */
const ANSWER_WITHIN_MS = 20_000;

export const fetchInTime: typeof fetch = async (input, init) => {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
};
