/** Types components for tools that know TypeScript and not Vue; vue-tsc reads the components themselves. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
