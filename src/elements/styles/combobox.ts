import { css } from 'lit';

/** Goes with `renderCombobox`. */
export const comboboxStyles = css`
  .combobox {
    position: relative;
  }
  .options {
    position: absolute;
    z-index: 2;
    inset-inline: 0;
    margin-block-start: 0.25em;
    max-block-size: 16em;
    overflow-y: auto;
    border: 1px solid var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  .option {
    display: grid;
    inline-size: 100%;
    justify-content: start;
    justify-items: start;
    gap: 0;
    padding: 0.5em 0.75em;
    border: 0;
    border-radius: 0;
    font-weight: inherit;
    text-align: start;
    overflow-wrap: anywhere;
  }
  button.option:hover {
    background: var(--_raised);
  }
  button.option.active {
    background: var(--_raised);
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  button.option[aria-selected='true'] {
    font-weight: 600;
  }
`;
