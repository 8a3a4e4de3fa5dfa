import { createSharedComposable, useDark } from '@vueuse/core';

/** Whether the theme is dark; one for all, because each of its own has the browser work out every style once more. */
export const useTheme = createSharedComposable(() => useDark());
