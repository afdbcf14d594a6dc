import { css } from 'lit';

export const suggestionsStyles = css`
  .roomy {
    min-block-size: 7.5em;
  }
  .suggestion {
    display: block;
    inline-size: 100%;
    min-block-size: 1.75em;
    padding: 0.125em 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font-weight: 400;
    text-align: start;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .suggestion:hover {
    background: none;
    text-decoration: underline;
  }
`;
