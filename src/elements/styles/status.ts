import { css } from 'lit';

/** Goes with `renderStatus`. */
export const status = css`
  .status {
    max-inline-size: 100%;
    border-color: currentColor;
    white-space: normal;
    line-height: 1.4;
  }
  .status.running {
    color: var(--_accent);
  }
  .status.paused {
    color: var(--_warning);
  }
  .status.success {
    color: var(--_success);
  }
  .status.settled {
    color: var(--_muted);
  }
  .shape {
    flex: none;
    inline-size: 0.9em;
    block-size: 0.9em;
    fill: currentColor;
  }
`;
