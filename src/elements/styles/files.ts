import { css } from 'lit';

/** The file picker and the list of files on their way. */
export const filesStyles = css`
  /* A live region that is there before its words, and takes no room until then. */
  .region {
    display: contents;
  }
  .picker {
    display: grid;
    gap: var(--_space);
    grid-template-columns: minmax(0, 1fr);
  }
  .drop {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(1.5 * var(--_space));
    padding: calc(1.5 * var(--_space));
    border: 1px dashed var(--_field-border);
    border-radius: var(--_radius);
  }
  .drop.invalid {
    border-color: var(--_danger);
  }
  .drop.over {
    border: 2px solid var(--_accent);
    padding: calc(1.5 * var(--_space) - 1px);
    background: var(--_raised);
  }
  .files {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .file {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(1.5 * var(--_space));
    padding: calc(0.5 * var(--_space)) calc(1.5 * var(--_space));
    min-block-size: 2.75em;
  }
  .file + .file {
    border-block-start: 1px solid var(--_border);
  }
  .file-name {
    flex: 1 1 8em;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .file button {
    min-block-size: 2em;
    padding: 0.25em 0.5em;
  }
  .file progress {
    flex: 1 0 100%;
    inline-size: 100%;
    block-size: 0.375em;
    accent-color: var(--_accent);
  }
  .file .fault {
    flex: 1 0 100%;
    color: var(--_danger);
  }
  .file.refused {
    border-inline-start: 4px solid var(--_danger);
  }
`;
