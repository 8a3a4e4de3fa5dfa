import type { Route } from './route.js';

const session = { tag: 'Sessions' } as const;
const account = { tag: 'Account', status: 204 } as const;
const tokens = { tag: 'Tokens' } as const;
const read = { method: 'GET', status: 200 } as const;
const stream = { method: 'GET' } as const;
const post = { method: 'POST' } as const;
const NOT_FOUND = ['NOT_FOUND'] as const;

/** Routes for signing in and for one's own account. */
// prettier-ignore
export const ACCOUNT_ROUTES: readonly Route[] = [
  { ...session, ...post, path: '/auth/register', operation: 'signUp', answer: 'signUp.session', status: 201,
    mayBeNothing: 202, errors: ['EMAIL_TAKEN'], summary: 'Make an account and sign in' },
  { ...session, ...post, path: '/auth/register/complete', operation: 'completeSignUp', answer: 'completeSignUp', status: 201, errors: [], summary: 'Make an account by a link and sign in' },
  { ...session, ...post, path: '/auth/login', operation: 'login', answer: 'login', status: 200,
    errors: ['UNAUTHENTICATED', 'SECOND_FACTOR_REQUIRED', 'FORBIDDEN'], summary: 'Sign in' },
  { ...session, ...post, path: '/auth/logout', operation: 'logout', answer: 'logout', status: 204,
    errors: [], summary: 'Sign out' },
  { ...session, ...post, path: '/auth/passkey-sign-ins', operation: 'startPasskeySignIn', answer: 'startPasskeySignIn', status: 200,
    errors: ['FEATURE_OFF'], summary: 'Begin to sign in with a passkey' },
  { ...session, ...post, path: '/auth/passkey-sign-ins/complete', operation: 'signInWithPasskey', answer: 'signInWithPasskey', status: 200,
    errors: ['UNAUTHENTICATED', 'FORBIDDEN', 'FEATURE_OFF'], summary: 'Sign in with a passkey' },
  { ...session, ...read, path: '/me', operation: 'me', answer: 'me',
    errors: [], summary: 'Who is signed in' },

  { ...stream, tag: 'Account', path: '/me/export', stream: 'exportOwnData',
    errors: ['FORBIDDEN', 'CONFIRMATION_REQUIRED'], summary: 'Everything that is known of you' },

  { ...account, ...post, path: '/me/close', operation: 'closeAccount', answer: 'closeAccount',
    errors: ['CONFIRMATION_REQUIRED', 'INVALID_STATE', 'WALLET_FROZEN'], summary: 'Close your account for good' },
  { ...account, ...post, path: '/auth/password', operation: 'changePassword', answer: 'changePassword',
    errors: [], summary: 'Change your password' },
  { ...account, ...post, path: '/auth/confirmation', operation: 'confirmPassword', answer: 'confirmPassword',
    errors: ['SECOND_FACTOR_REQUIRED'], summary: 'Enter your password again' },
  { ...account, ...post, path: '/auth/passkey-confirmations', operation: 'startPasskeyConfirmation', answer: 'startPasskeyConfirmation', status: 200,
    errors: ['INVALID_STATE', 'FEATURE_OFF'], summary: 'Begin to show by a passkey that it is still you' },
  { ...account, ...post, path: '/auth/passkey-confirmations/complete', operation: 'confirmWithPasskey', answer: 'confirmWithPasskey',
    errors: ['FEATURE_OFF'], summary: 'Show by a passkey that it is still you' },
  { ...account, ...read, path: '/auth/second-factors', operation: 'secondFactors', answer: 'me',
    errors: [], summary: 'Your passkeys, and whether codes are asked for' },
  { ...account, ...post, path: '/auth/passkeys/start', operation: 'startPasskeyRegistration', answer: 'startPasskeyRegistration', status: 200,
    errors: ['CONFIRMATION_REQUIRED', 'FEATURE_OFF'], summary: 'Begin to add a passkey' },
  { ...account, ...post, path: '/auth/passkeys', operation: 'addPasskey', answer: 'addPasskey', status: 201,
    errors: ['CONFIRMATION_REQUIRED', 'FEATURE_OFF'], summary: 'Add a passkey' },
  { ...account, ...post, path: '/auth/passkeys/{id}', operation: 'renamePasskey', answer: 'renamePasskey', status: 200,
    errors: NOT_FOUND, summary: 'Give a passkey another name' },
  { ...account, method: 'DELETE', path: '/auth/passkeys/{id}', operation: 'removePasskey', answer: 'removePasskey',
    errors: ['NOT_FOUND', 'CONFIRMATION_REQUIRED'], summary: 'Remove a passkey' },
  { ...account, ...post, path: '/auth/totp/start', operation: 'startTotp', answer: 'startTotp', status: 200,
    errors: ['CONFIRMATION_REQUIRED', 'INVALID_STATE', 'FEATURE_OFF'], summary: 'Make a secret for an app that makes codes' },
  { ...account, ...post, path: '/auth/totp', operation: 'enableTotp', answer: 'enableTotp', status: 200,
    errors: ['CONFIRMATION_REQUIRED', 'INVALID_STATE'], summary: 'Ask for codes from an app' },
  { ...account, method: 'DELETE', path: '/auth/totp', operation: 'disableTotp', answer: 'disableTotp',
    errors: ['CONFIRMATION_REQUIRED'], summary: 'Ask for codes from an app no more' },
  { ...account, ...post, path: '/auth/recovery-codes', operation: 'newRecoveryCodes', answer: 'newRecoveryCodes', status: 200,
    errors: ['CONFIRMATION_REQUIRED', 'INVALID_STATE'], summary: 'Make fresh recovery codes' },
  { ...account, ...post, path: '/auth/password-resets', operation: 'requestPasswordReset', answer: 'requestPasswordReset',
    errors: ['FEATURE_OFF'], summary: 'Have a link for a new password sent' },
  { ...account, ...post, path: '/auth/password-resets/complete', operation: 'resetPassword', answer: 'resetPassword',
    errors: [], summary: 'Set a new password by a link' },
  { ...account, ...post, path: '/auth/email', operation: 'changeEmail', answer: 'changeEmail',
    errors: ['CONFIRMATION_REQUIRED', 'FEATURE_OFF'], summary: 'Ask for another email' },
  { ...account, ...post, path: '/auth/email-verifications', operation: 'requestEmailVerification', answer: 'requestEmailVerification',
    errors: ['FEATURE_OFF'], summary: 'Have a link sent that proves your email' },
  { ...account, ...post, path: '/auth/email-verifications/complete', operation: 'verifyEmail', answer: 'verifyEmail',
    errors: [], summary: 'Prove an email by a link' },
  { ...account, ...post, path: '/auth/profile', operation: 'updateProfile', answer: 'updateProfile', status: 200,
    errors: [], summary: 'Change what you are called' },
  { ...session, ...read, path: '/sessions', operation: 'sessions', answer: 'sessions',
    errors: ['FORBIDDEN'], summary: 'List where you are signed in' },
  { ...session, method: 'DELETE', path: '/sessions', operation: 'endOtherSessions', answer: 'endOtherSessions', status: 204,
    errors: [], summary: 'End all of your sessions but the one that asks' },
  { ...session, method: 'DELETE', path: '/sessions/{id}', operation: 'endSession', answer: 'endSession', status: 204,
    errors: NOT_FOUND, summary: 'End one of your sessions' },

  { ...tokens, ...read, path: '/tokens', operation: 'apiTokens', answer: 'me.apiTokens',
    errors: [], summary: 'List your API tokens' },
  { ...tokens, ...post, path: '/tokens', operation: 'createApiToken', answer: 'createApiToken', status: 201,
    errors: ['FORBIDDEN', 'CONFIRMATION_REQUIRED'], summary: 'Make an API token' },
  { ...tokens, method: 'DELETE', path: '/tokens/{id}', operation: 'revokeApiToken', answer: 'revokeApiToken', status: 204,
    errors: ['FORBIDDEN', 'NOT_FOUND'], summary: 'Revoke an API token' },
];
