import { css } from 'lit';

/** Controls above the list, in the frame that the list keeps for them. */
export const listToolbar = css`
  /* Side by side the field takes the room; one under the other both do. */
  .line > .filter {
    flex: 100 1 6em;
  }
  .line > .sort {
    flex: 1 1 auto;
  }
  .states {
    display: flex;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_field-border);
    border-radius: var(--_radius);
    overflow: clip;
    overflow-clip-margin: 4px;
  }
  .states label {
    position: relative;
    display: grid;
    flex: 1 1 auto;
    min-block-size: calc(2.5em - 2px);
    border-inline-start: 1px solid var(--_field-border);
  }
  .states label:first-of-type {
    border-inline-start: 0;
    border-start-start-radius: inherit;
    border-end-start-radius: inherit;
  }
  .states label:last-of-type {
    border-start-end-radius: inherit;
    border-end-end-radius: inherit;
  }
  .states input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .states span {
    display: grid;
    place-items: center;
    padding: 0.25em 0.875em;
    border-radius: inherit;
    color: var(--_muted);
    font-weight: 600;
    line-height: 1.25;
  }
  .states input:hover + span {
    background: var(--_raised);
  }
  .states input:checked + span {
    background: var(--_raised);
    color: var(--_text);
    box-shadow: inset 0 -0.1875em var(--_accent);
  }
  .states input:focus-visible + span {
    outline: 2px solid var(--_accent);
    outline-offset: -3px;
  }

  @container (min-width: 30em) {
    .line > .sort {
      flex: 0 1 auto;
    }
    .line > .filter {
      flex: 1 1 12em;
    }
  }
  @media (forced-colors: active) {
    .states input:checked + span {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
