import { css } from 'lit';

export const view = css`
  .case {
    gap: calc(3 * var(--_space));
  }
  .back,
  #description + button {
    justify-self: start;
    margin-inline-start: -0.5em;
  }
  .back:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  h2 {
    hyphens: auto;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .number button {
    min-block-size: 1.75em;
  }
  .clamped .prose {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 8;
    line-clamp: 8;
    overflow: hidden;
  }
  .subject,
  .line,
  .deeds {
    inline-size: 55%;
    block-size: 1.6em;
  }
  .deeds {
    block-size: 2.5em;
  }
  .words {
    block-size: 5em;
  }
  .block {
    block-size: 11em;
  }
`;
