import { css } from 'lit';

/** Goes with `DraftKeeper.render`. */
export const draftStyles = css`
  .draft button {
    min-block-size: 2em;
    padding-block: 0.125em;
    font-size: inherit;
  }
  p.draft {
    gap: 0 var(--_space);
  }
`;
