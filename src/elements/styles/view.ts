import { css } from 'lit';

export const view = css`
  :host {
    container-type: inline-size;
  }
  .case {
    gap: calc(3 * var(--_space));
  }
  button.back {
    justify-self: start;
    margin-inline-start: -0.5em;
  }
  .back:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  h2 {
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  h2:focus {
    outline-offset: 0.25em;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .number button {
    min-block-size: 1.75em;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(11em, 100%), 1fr));
    gap: calc(1.5 * var(--_space)) calc(3 * var(--_space));
    padding: calc(2 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .fact.success dd {
    color: var(--_success);
  }
  .fact.warning dd {
    color: var(--_warning);
    font-weight: 600;
  }
  .fact.danger dd {
    color: var(--_danger);
    font-weight: 600;
  }
  .prose a,
  .fact a {
    color: var(--_accent);
  }
  .prose {
    display: block;
  }
  .lines,
  .prose {
    white-space: pre-wrap;
    unicode-bidi: plaintext;
    overflow-wrap: anywhere;
  }
  .prose.clamped {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 8;
    line-clamp: 8;
    overflow: hidden;
  }
  .prose + button {
    justify-self: start;
    margin-inline-start: -0.5em;
  }
  .notice.success .prose {
    max-inline-size: 100%;
  }
  details > summary {
    display: list-item;
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
  .fault {
    color: var(--_danger);
  }
  .skeleton.subject {
    inline-size: 70%;
    block-size: 1.6em;
  }
  .skeleton.line {
    inline-size: 40%;
    block-size: 1.5em;
  }
  .skeleton.deeds {
    inline-size: 55%;
    block-size: 2.5em;
  }
  .skeleton.words {
    block-size: 5em;
  }
  .skeleton.block {
    block-size: 11em;
  }
  @container (max-width: 26em) {
    .facts {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space);
      padding: calc(1.5 * var(--_space));
    }
    .fact {
      display: grid;
      grid-template-columns: 7em minmax(0, 1fr);
      align-items: baseline;
      gap: 0 var(--_space);
    }
    .actions .row button {
      flex: 1 1 auto;
    }
  }
`;
