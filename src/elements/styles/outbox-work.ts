import { css } from 'lit';

/** The entries of the outbox. */
export const outboxWork = css`
  .entries {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .entry {
    gap: var(--_space);
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    border-inline-start: 4px solid transparent;
  }
  .entry:focus-visible {
    outline-offset: -2px;
  }
  .entry + .entry {
    border-block-start: 1px solid var(--_border);
  }
  .entry.refused {
    border-inline-start-color: var(--_danger);
  }
  .entry.held {
    border-inline-start-color: var(--_warning);
  }
  .what {
    justify-content: space-between;
    align-items: baseline;
    gap: 0 calc(2 * var(--_space));
  }
  .excerpt {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    white-space: pre-line;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
  }
  .ways button {
    min-block-size: 2em;
    padding: 0.125em 0.75em;
    font-size: 0.875em;
  }
  h3 .plain {
    padding-inline: 0;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .fault {
    color: var(--_danger);
  }
  @media (forced-colors: active) {
    .entry {
      border-inline-start-color: Canvas;
    }
    .entry:is(.refused, .held) {
      border-inline-start-color: Highlight;
    }
  }
`;
