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
  .lines {
    white-space: pre-wrap;
  }
  .summary a {
    color: var(--_danger);
    display: inline-block;
    min-block-size: 1.5em;
  }
  .suggestions {
    padding: calc(0.5 * var(--_space)) calc(1.5 * var(--_space));
    border-inline-start: 3px solid var(--_border);
  }
  .suggestions.roomy {
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
  dialog.leave {
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
