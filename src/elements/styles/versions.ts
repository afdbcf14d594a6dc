import { css } from 'lit';

/** Goes with `renderVersions`. */
export const versionsStyles = css`
  .versions {
    display: grid;
    gap: calc(1.5 * var(--_space));
    inline-size: 100%;
  }
  .versions fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
    gap: var(--_space);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .versions legend {
    padding: 0;
    margin-block-end: calc(0.5 * var(--_space));
    font-weight: 600;
  }
  .version {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-content: start;
    gap: 0 var(--_space);
    padding: var(--_space);
    border: 1px solid var(--_field-border);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-weight: 400;
    cursor: pointer;
  }
  .version:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .version input {
    inline-size: 1.125em;
    block-size: 1.125em;
    margin: 0.1875em 0 0;
    accent-color: var(--_accent);
  }
  .version bdi {
    grid-column: 2;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-block-size: 14em;
    overflow: auto;
  }
`;
