import { css } from 'lit';

export const outbox = css`
  :host {
    container-type: inline-size;
  }
  .compact {
    margin-block-end: calc(2 * var(--_space));
  }
  .bar {
    grid-template-columns: minmax(0, 1fr);
  }
  .bar .row {
    inline-size: 100%;
    justify-content: space-between;
  }
`;
