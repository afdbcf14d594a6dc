import { css } from 'lit';

/** What is known about a case and what can be done to it. */
export const work = css`
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(11em, 100%), 1fr));
    gap: calc(1.5 * var(--_space)) calc(3 * var(--_space));
    padding: calc(2 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  dd.success {
    color: var(--_success);
  }
  dd.warning {
    color: var(--_warning);
    font-weight: 600;
  }
  dd.danger {
    color: var(--_danger);
    font-weight: 600;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 1.75em;
    cursor: pointer;
    color: var(--_muted);
  }
  details ul {
    display: grid;
    gap: var(--_space);
    padding-block: var(--_space);
    padding-inline-start: 1.25em;
  }
  @container (max-width: 26em) {
    .fact {
      display: grid;
      grid-template-columns: 7em minmax(0, 1fr);
      align-items: baseline;
      gap: var(--_space);
    }
    .facts {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
    }
    .actions button {
      flex: auto;
    }
  }
`;
