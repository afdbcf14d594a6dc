import { css } from 'lit';

/** The box to add a note, the one to correct a note, and the marks of notes on their way. */
export const writing = css`
  .tight {
    gap: calc(0.5 * var(--_space));
  }
  .internal textarea {
    border: 1px dashed var(--_warning);
  }
  .ways .plain {
    padding-inline: 0;
    margin-inline-end: 0.75em;
  }
  .composer,
  [part='composer-closed'] {
    margin-block-start: calc(3 * var(--_space));
  }
  .composer {
    padding-block-start: calc(2 * var(--_space));
    border-block-start: 1px solid var(--_border);
  }
  label:not(.check) {
    font-weight: 600;
  }
  @media (pointer: coarse) {
    .keys {
      display: none;
    }
  }
  .fault {
    color: var(--_danger);
  }
`;
