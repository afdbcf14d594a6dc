import { css } from 'lit';

/**
 * Two tiers: public `--case-*` properties belong to the host page, each with a system default; private `--_*` are what
 * the elements use. Sizes are in `em`, so that they follow the host's text and not its root font size.
 */
export const tokens = css`
  :host {
    --_accent: var(--case-color-accent, light-dark(#0b57d0, #a8c7fa));
    --_on-accent: var(--case-color-on-accent, light-dark(#fff, #062e6f));
    --_text: var(--case-color-text, light-dark(#1f2328, #e6e8eb));
    --_muted: var(--case-color-muted, light-dark(#57606a, #a9b1ba));
    --_surface: var(--case-color-surface, light-dark(#fff, #16181c));
    --_raised: var(--case-color-surface-raised, light-dark(#f5f6f8, #22262b));
    --_border: var(--case-color-border, light-dark(#d5d9de, #3d444d));
    --_field-border: var(--case-color-field-border, light-dark(#818b98, #7d8590));
    --_danger: var(--case-color-danger, light-dark(#b3261e, #ff9a90));
    --_success: var(--case-color-success, light-dark(#146c2e, #7fd99a));
    --_warning: var(--case-color-warning, light-dark(#7a4f01, #f2c26b));
    --_radius: var(--case-radius, 0.5em);
    --_space: var(--case-space, 0.5em);
    --_shadow: var(--case-shadow, 0 0.25em 1em rgb(0 0 0 / 0.18));
    --_duration: var(--case-duration, 150ms);
    font-family: var(--case-font-family, inherit);
    font-size: var(--case-font-size, inherit);
    line-height: 1.5;
    color: var(--_text);
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_duration: 0ms;
    }
  }
`;
