import { css } from 'lit';

/** Goes with `renderMark`. */
export const mark = css`
  .mark:not(.notice) {
    color: var(--_muted);
  }
  .mark .ways {
    margin-block-start: var(--_space);
  }
  .ways button {
    min-block-size: 2em;
    padding: 0.125em 0.75em;
    font-size: 0.875em;
  }
`;
