import { css } from 'lit';

export const supportStyles = css`
  :host {
    container-type: inline-size;
  }
  :host([mode='launcher']) {
    display: contents;
  }
  section:focus {
    outline: none;
  }
  .launcher .badge {
    border-color: currentColor;
  }
  nav {
    margin-block-end: var(--_space);
  }
  nav button {
    margin-inline-start: -0.5em;
  }
  .arrow {
    inline-size: 1em;
    block-size: 1em;
  }
  :host(:dir(rtl)) .arrow {
    transform: scaleX(-1);
  }
  .launcher {
    position: fixed;
    inset-block-end: var(--case-launcher-offset, 1.25em);
    inset-inline-end: var(--case-launcher-offset, 1.25em);
    z-index: var(--case-launcher-layer, 2147483000);
    border-radius: 2em;
    min-block-size: 3em;
    padding-inline: 1.25em;
    box-shadow: var(--_shadow);
  }
  .panel {
    position: fixed;
    inset: auto;
    inset-block-end: calc(var(--case-launcher-offset, 1.25em) + 3.75em);
    inset-inline-end: var(--case-launcher-offset, 1.25em);
    z-index: var(--case-launcher-layer, 2147483000);
    inline-size: min(27em, calc(100vw - 2.5em));
    block-size: min(44em, calc(100dvh - 6.5em));
    margin: 0;
    padding: calc(2 * var(--_space));
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_border);
    border-radius: calc(2 * var(--_radius));
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }
  .panel:not(:popover-open, [open]) {
    display: none;
  }
  .panel-bar {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: var(--_space);
    margin-block-end: var(--_space);
  }
  .panel-body {
    container-type: inline-size;
  }
  @media (max-width: 30em) {
    .panel {
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
    }
  }
  @media print {
    .launcher {
      display: none;
    }
  }
`;
