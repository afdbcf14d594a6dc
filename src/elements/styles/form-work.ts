import { css } from 'lit';

/** What became of a form, and its dialogs. */
export const workStyles = css`
  .lines {
    white-space: pre-wrap;
  }
  .summary a {
    color: var(--_danger);
    display: inline-block;
    min-block-size: 1.5em;
  }
  dialog {
    inline-size: min(42em, 100% - 2em);
    max-block-size: calc(100% - 4em);
    padding: calc(3 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    box-shadow: var(--_shadow);
  }
  .leave {
    inline-size: min(28em, 100% - 2em);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  .versions {
    display: grid;
    gap: var(--_space);
    inline-size: 100%;
  }
  dt {
    font-weight: 600;
  }
  .tight {
    gap: var(--_space);
  }
  .number {
    font-size: 1.75em;
    line-height: 1.2;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .outcome:focus-visible {
    outline-offset: 4px;
  }
`;
