import { css } from 'lit';

/** Goes with `ask`. */
export const dialog = css`
  dialog {
    inline-size: min(30em, 100% - 2em);
    max-block-size: calc(100% - 2em);
    padding: calc(3 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  #dialog-text:empty {
    display: none;
  }
  dialog label:not(.check) {
    font-weight: 600;
  }
  dialog :is(input, textarea) {
    font-weight: 400;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: 1.75em;
  }
  .check input {
    flex: none;
    inline-size: 1.125em;
    block-size: 1.125em;
    margin: 0;
    accent-color: var(--_accent);
  }
`;
