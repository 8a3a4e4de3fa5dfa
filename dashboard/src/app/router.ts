import type { Component } from 'vue';
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type Router,
  type RouteRecordRaw,
} from 'vue-router';
import type { Session } from '../shared/session/session';
import { wantHeading } from '../shared/ui/heading-focus';
import { redirectFor, SECOND_FACTOR } from './allowed-page';
import { isSamePage } from './same-page';

type RouteComponentLoader = () => Promise<Component>;

declare module 'vue-router' {
  interface RouteMeta {
    /** True for pages that need no sign-in. */
    public?: boolean;
    /** True for pages of analysts and operators only. */
    staff?: boolean;
    /** True for panels over a page: opening and closing them leaves the scroll position and the focus alone. */
    panel?: boolean;
  }
}

export function makeRouter(session: Session): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      {
        path: '/sign-in',
        component: () => import('./layouts/AuthLayout.vue'),
        meta: { public: true },
        children: [
          { path: '', component: () => import('../sign-in/SignInPage.vue') },
          { path: '/register', component: () => import('../sign-in/RegisterPage.vue') },
          { path: '/open-account', component: () => import('../sign-in/OpenAccountPage.vue') },
          { path: '/forgot-password', component: () => import('../sign-in/ForgotPasswordPage.vue') },
          { path: '/reset-password', component: () => import('../sign-in/ResetPasswordPage.vue') },
          { path: '/verify-email', component: () => import('../sign-in/VerifyEmailPage.vue') },
        ],
      },
      {
        path: SECOND_FACTOR,
        component: () => import('./layouts/AuthLayout.vue'),
        children: [{ path: '', component: () => import('../account/factors/SecondFactorPage.vue') }],
      },
      { path: '/verify', component: () => import('../receipts/VerifyPage.vue'), meta: { public: true } },
      {
        path: '/',
        component: () => import('./layouts/SaverLayout.vue'),
        children: [
          { path: '', component: () => import('../saver/wallets/WalletsPage.vue') },
          { path: 'wallets/new', component: () => import('../saver/wallets/NewWalletPage.vue') },
          {
            path: 'wallets/:walletId',
            component: () => import('../saver/wallets/WalletPage.vue'),
            props: true,
            children: [
              {
                path: 'transactions/:transactionId',
                component: () => import('../saver/wallets/transaction/TransactionPanel.vue'),
                props: true,
                meta: { panel: true },
              },
            ],
          },
          { path: 'account', component: () => import('../account/AccountPage.vue') },
          { path: 'tokens', component: () => import('../tokens/ApiTokensPage.vue') },
          {
            path: 'wallets/:walletId/statement',
            component: () => import('../statement/StatementPage.vue'),
            props: statementProps('/wallets'),
          },
          {
            path: 'pay/:kind(deposit|transfer|withdraw)',
            component: () => import('../saver/pay/PaymentPage.vue'),
            props: true,
          },
        ],
      },
      {
        path: '/console',
        component: () => import('./layouts/ConsoleLayout.vue'),
        meta: { staff: true },
        children: [
          { path: '', component: () => import('../console/overview/OverviewPage.vue') },
          {
            path: 'transactions',
            component: () => import('../console/transactions/TransactionsPage.vue'),
            children: [panel(() => import('../console/transactions/TransactionDetails.vue'))],
          },
          {
            path: 'review',
            component: () => import('../console/review/ReviewPage.vue'),
            children: [
              panel(() => import('../console/transactions/TransactionDetails.vue'), '/console/review'),
            ],
          },
          {
            path: 'wallets',
            component: () => import('../console/wallets/WalletsPage.vue'),
            children: [panel(() => import('../console/wallets/WalletDetails.vue'))],
          },
          {
            path: 'wallets/:walletId/statement',
            component: () => import('../statement/StatementPage.vue'),
            props: statementProps('/console/wallets'),
          },
          {
            path: 'users',
            component: () => import('../console/users/UsersPage.vue'),
            children: [panel(() => import('../console/users/UserDetails.vue'))],
          },
          { path: 'risk', component: () => import('../console/risk/RiskPage.vue') },
          { path: 'batch', component: () => import('../console/batch/BatchPage.vue') },
          { path: 'batches', component: () => import('../console/batch/BatchesPage.vue') },
          { path: 'batches/:id', component: () => import('../console/batch/SentBatchPage.vue'), props: true },
          { path: 'retries', component: () => import('../console/retries/RetriesPage.vue') },
          { path: 'audit', component: () => import('../console/audit/AuditPage.vue') },
          { path: 'account', component: () => import('../account/AccountPage.vue') },
          { path: 'tokens', component: () => import('../tokens/ApiTokensPage.vue') },
          { path: 'declines', component: () => import('../console/declines/DeclinesPage.vue') },
        ],
      },
      { path: '/:path(.*)', component: () => import('./NotFoundPage.vue'), meta: { public: true } },
    ],
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Its successor is experimental.
    scrollBehavior: (to, from, saved) => (isSamePage(to, from) ? false : (saved ?? topOf(from))),
  });

  router.beforeEach(async (to) => {
    await session.ready();
    return session.unreachable.value ? true : redirectFor(to, session);
  });

  router.afterEach((to, from) => {
    if (from.matched.length > 0 && !isSamePage(to, from)) wantHeading();
  });
  return router;
}

/** Details of a row of the list that they lie over, which they are told where there is more than one. */
function panel(component: RouteComponentLoader, list?: string): RouteRecordRaw {
  const props = list === undefined || (({ params }: RouteLocationNormalized) => ({ id: params.id, list }));
  return { path: ':id', component, props, meta: { panel: true } };
}

/** @param wallets The path of the list that the statement leads back to. */
function statementProps(wallets: string) {
  return ({ params }: RouteLocationNormalized) => ({ walletId: params.walletId, wallets });
}

/** Scrolls to the top, except on the first page: it is there already, and scrolling would force an early layout. */
function topOf(from: RouteLocationNormalized): { top: number } | false {
  return from.matched.length > 0 && { top: 0 };
}
