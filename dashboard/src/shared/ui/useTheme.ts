import { createSharedComposable, useDark } from '@vueuse/core';

/** Whether the theme is dark; one for all, because each of its own has the browser work out every style once more. */
export const useTheme = createSharedComposable(() =>
  useDark({
    // The library would do it by a style element, which the content security policy refuses.
    disableTransition: false,
    onChanged: (_dark, change, mode) => atOnce(() => change(mode)),
  }),
);

/** Changes the theme without fading from one colour into the other. */
function atOnce(change: () => void): void {
  const { documentElement: root } = document;
  root.classList.add('theme-changing');
  change();
  // The browser has to work out the new styles before transitions are back.
  getComputedStyle(root).getPropertyValue('opacity');
  root.classList.remove('theme-changing');
}
