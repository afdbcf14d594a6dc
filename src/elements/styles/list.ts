import { css } from 'lit';

/** Cards where there is little room, aligned columns from 44em on; both are the same markup. */
export const list = css`
  :host {
    --_lines: var(--case-list-lines, 2);
    --_status-column: 11em;
    --_when-column: 9em;
    --_row-columns: minmax(0, 1fr) var(--_status-column) var(--_when-column);
    container-type: inline-size;
  }
  .with-who {
    --_row-columns: minmax(0, 1fr) minmax(0, 12em) var(--_status-column) var(--_when-column);
  }

  /* Controls one under the other where there is little room, in two lines from 30em on; their room is kept until they are there. */
  .toolbar {
    display: grid;
    gap: var(--_space);
    margin-block-end: calc(2 * var(--_space));
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-content: end;
    gap: var(--_space);
    min-block-size: 2.5em;
  }
  .bare > :first-child {
    min-block-size: calc(5em + var(--_space));
  }
  .line > * {
    flex: 1 1 100%;
    min-inline-size: 0;
  }
  .reserved {
    visibility: hidden;
  }
  @container (min-width: 30em) {
    .bare > :first-child {
      min-block-size: 0;
    }
    .line > * {
      flex: 0 1 auto;
    }
    .line > .new {
      margin-inline-start: auto;
    }
  }

  .progress {
    position: relative;
    block-size: 2px;
    margin-block-end: -2px;
    overflow: hidden;
  }
  .progress::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inline-size: 30%;
    background: var(--_accent);
    animation: casement-pass 1.2s ease-in-out 300ms infinite both;
  }
  @keyframes casement-pass {
    from {
      inset-inline-start: -30%;
    }
    to {
      inset-inline-start: 100%;
    }
  }

  .columns {
    display: none;
  }
  .list {
    /* Unlike none, it leaves the list a list to VoiceOver. */
    list-style-type: '';
    border-block-start: 1px solid var(--_border);
  }
  .item {
    border-block-end: 1px solid var(--_border);
    content-visibility: auto;
    contain-intrinsic-block-size: auto 6.75em;
  }
  .case {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: calc(0.75 * var(--_space)) calc(1.5 * var(--_space));
    inline-size: 100%;
    padding: calc(1.5 * var(--_space)) var(--_space);
    border: 0;
    border-inline-start: 3px solid transparent;
    border-radius: 0;
    background: none;
    font-weight: inherit;
    text-align: start;
  }
  .case[aria-current] {
    border-inline-start-color: var(--_accent);
    background: var(--_raised);
  }
  .case:focus-visible {
    outline-offset: -2px;
  }
  .main {
    display: grid;
    flex: 1 1 100%;
    justify-items: start;
    gap: 0.125em;
    min-inline-size: 0;
  }
  .subject {
    display: -webkit-box;
    inline-size: 100%;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: var(--_lines);
    line-clamp: var(--_lines);
    font-weight: 500;
  }
  .subject,
  .who bdi {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .fresh .subject {
    font-weight: 700;
  }
  .facts,
  .who,
  .when {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .facts,
  .signs,
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.125em 0.75em;
    min-inline-size: 0;
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }
  .who {
    flex: 1 1 100%;
  }
  .when {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125em 0.75em;
  }
  .sign {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }
  .sign.high,
  .sign.refused {
    color: var(--_danger);
  }
  .unread {
    display: inline-flex;
    align-items: center;
    gap: 0.375em;
    color: var(--_accent);
    font-weight: 600;
  }
  .unread::before {
    content: '';
    inline-size: 0.5em;
    block-size: 0.5em;
    border-radius: 50%;
    background: currentColor;
  }
  /* What stands for a row: two bars, and one movement for all of them, which begins when there is something to wait for. */
  .list[aria-hidden] {
    animation: casement-pulse 1.2s ease-in-out 400ms infinite alternate;
  }
  .blank {
    block-size: 6.75em;
    padding: calc(1.5 * var(--_space) + 0.25em) var(--_space);
  }
  .blank::before,
  .blank::after {
    content: '';
    display: block;
    inline-size: 40%;
    block-size: 1em;
    border: 1px solid transparent;
    background: var(--_raised);
  }
  .blank::after {
    inline-size: 5em;
    margin-block-start: 0.75em;
  }

  .end {
    display: grid;
    justify-items: center;
    gap: var(--_space);
    padding-block-start: calc(2 * var(--_space));
    overflow-anchor: none;
  }
  .end .notice {
    justify-self: stretch;
  }
  .notice + .progress,
  .toolbar + .notice {
    margin-block-end: calc(2 * var(--_space));
  }

  @container (min-width: 44em) {
    .columns:not([hidden]),
    .case {
      display: grid;
      grid-template-columns: var(--_row-columns);
      align-items: start;
      gap: calc(2 * var(--_space));
    }
    .columns:not([hidden]) {
      padding: 0 var(--_space) calc(0.5 * var(--_space));
      border-inline-start: 3px solid transparent;
    }
    .columns span {
      color: var(--_muted);
      font-size: 0.875em;
      font-weight: 600;
    }
    .item {
      contain-intrinsic-block-size: auto 4.5em;
    }
    .blank {
      block-size: 4.5em;
    }
    .who {
      display: grid;
      justify-items: start;
    }
    .signs {
      display: grid;
      justify-items: start;
      gap: 0.25em;
    }
    .when {
      display: grid;
      justify-items: end;
      text-align: end;
    }
    .updated .label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .list[aria-hidden] {
      animation: none;
    }
    .progress::after {
      inline-size: 100%;
      animation: none;
    }
  }
  @media (forced-colors: active) {
    /* Transparent borders are drawn there. */
    .case,
    .columns:not([hidden]) {
      border-inline-start-color: Canvas;
    }
    .case[aria-current] {
      border-inline-start-color: Highlight;
    }
    .progress::after {
      background: Highlight;
    }
    .unread::before {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
