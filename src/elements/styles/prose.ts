import { css } from 'lit';

/** Goes with `renderText`. */
export const prose = css`
  .prose {
    display: block;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }
  :host {
    container-type: inline-size;
    overflow-wrap: anywhere;
  }
  a {
    color: var(--_accent);
  }
`;
