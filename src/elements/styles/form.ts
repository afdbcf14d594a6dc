import { css } from 'lit';

export const formStyles = css`
  :host {
    container-type: inline-size;
  }
  .fields {
    display: grid;
    gap: calc(2.5 * var(--_space)) calc(3 * var(--_space));
    grid-template-columns: minmax(0, 1fr);
  }
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: calc(0.5 * var(--_space));
  }
  .label {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .label .mark {
    font-weight: 400;
  }
  .check {
    display: flex;
    align-items: start;
    gap: calc(1.5 * var(--_space));
    min-block-size: 1.75em;
    overflow-wrap: anywhere;
  }
  .check input {
    flex: none;
    inline-size: 1.5em;
    block-size: 1.5em;
    margin: 0;
    accent-color: var(--_accent);
  }
  /* A live region that is there before its words, and takes no room until then. */
  .region {
    display: contents;
  }
  .fault {
    color: var(--_danger);
  }
  :is(input, select, textarea):disabled {
    background: var(--_raised);
    color: var(--_muted);
    opacity: 1;
  }
  .suggestions {
    padding: calc(0.5 * var(--_space)) calc(1.5 * var(--_space));
    border-inline-start: 3px solid var(--_border);
  }
  .skeletons > div {
    inline-size: 100%;
  }
  .skeletons > p {
    inline-size: 8em;
    margin-block-end: calc(0.5 * var(--_space));
  }
  .skeletons > .tall {
    block-size: 6em;
  }
  @container (inline-size >= 36em) {
    .fields {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .field.wide {
      grid-column: 1 / -1;
    }
  }
`;
