import { css } from 'lit';

export const notes = css`
  :host {
    container-type: inline-size;
  }
  section {
    position: relative;
  }
  .thread {
    gap: calc(2 * var(--_space));
  }
  .thread > li {
    display: grid;
    gap: calc(2 * var(--_space));
    grid-template-columns: minmax(0, 1fr);
  }
  #older {
    justify-self: center;
  }
  .day,
  .new {
    display: flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
  }
  .day::before,
  .day::after,
  .new::before,
  .new::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_border);
  }
  .new {
    color: var(--_accent);
    font-weight: 700;
  }
  .new::before,
  .new::after {
    border-block-start: 2px solid var(--_accent);
  }
  .note {
    gap: var(--_space);
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    scroll-margin-block: 1em;
  }
  .note.mine {
    background: var(--_raised);
    border-inline-start: 4px solid var(--_accent);
  }
  .note.internal {
    border-style: dashed;
    border-color: var(--_warning);
  }
  @container (min-width: 32em) {
    .note {
      margin-inline-end: 3em;
    }
    .note.mine {
      margin-inline: 3em 0;
    }
  }
  .by {
    gap: 0 calc(1.5 * var(--_space));
    overflow-wrap: anywhere;
  }
  .side {
    margin-inline-start: 0.25em;
    padding: 0.0625em 0.5em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    color: var(--_muted);
  }
  .lock {
    border-color: currentColor;
    border-style: dashed;
    color: var(--_warning);
  }
  .text {
    display: block;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
    overflow-wrap: anywhere;
  }
  .text a {
    color: var(--_accent);
  }
  .skeleton.by {
    inline-size: 12em;
    max-inline-size: 80%;
    block-size: 1.25em;
  }
  .skeleton.text {
    block-size: 3em;
    margin-block-start: var(--_space);
  }
  .jump {
    position: sticky;
    inset-block-end: 1em;
    justify-self: center;
    box-shadow: var(--_shadow);
  }
`;
