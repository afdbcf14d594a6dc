import { css } from 'lit';

export const notes = css`
  #older,
  .jump {
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
    border-block-start: 2px solid;
  }
  .note {
    gap: var(--_space);
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    scroll-margin-block: 1em;
  }
  .mine {
    background: var(--_raised);
    border-inline-start: 4px solid var(--_accent);
  }
  .note.internal {
    border: 1px dashed var(--_warning);
  }
  @container (min-width: 32em) {
    .note {
      margin-inline-end: 3em;
    }
    .mine {
      margin-inline: 3em 0;
    }
  }
  .by {
    gap: 0 calc(1.5 * var(--_space));
  }
  .side {
    color: var(--_muted);
  }
  .lock {
    border: 1px dashed;
    color: var(--_warning);
  }
  .skeleton.by {
    inline-size: 50%;
    block-size: 1.25em;
  }
  .skeleton.text {
    block-size: 3em;
  }
  .jump {
    position: sticky;
    inset-block-end: 1em;
    box-shadow: var(--_shadow);
  }
`;
